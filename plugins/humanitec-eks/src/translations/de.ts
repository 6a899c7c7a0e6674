/** German. Names of things in AWS, Humanitec and Kubernetes stay as their consoles show them. */
export default {
  'card.title': 'Humanitec',
  'card.loading': 'AWS, Humanitec und Kubernetes werden abgefragt …',
  'card.refresh': 'Neu abfragen',
  'card.identity':
    'Organisation {{organization}} · AWS-Konto {{awsAccountId}} · {{region}}',
  'card.newTab': '(öffnet einen neuen Tab)',
  'card.viewBinding': 'Anbindung ansehen',

  'tab.loading': 'Wird geladen …',

  'age.now': 'gerade eben',
  'age.seconds_one': 'vor {{count}} s',
  'age.seconds_other': 'vor {{count}} s',
  'age.minutes_one': 'vor {{count}} min',
  'age.minutes_other': 'vor {{count}} min',
  'age.hours_one': 'vor {{count}} h',
  'age.hours_other': 'vor {{count}} h',
  'age.days_one': 'vor {{count}} Tag',
  'age.days_other': 'vor {{count}} Tagen',

  'verdict.ready': 'Humanitec kann hierhin deployen',
  'verdict.differs': 'Funktioniert, weicht aber von der Vorgabe ab',
  'verdict.broken': 'Deployments werden fehlschlagen',
  'verdict.notBound': 'Nicht an Humanitec angebunden',
  'verdict.unknown': 'Unklar, ob Humanitec hierhin deployen kann',

  'landsHere.label': 'Landet hier',
  'landsHere.nobody': 'nichts: keine Regel schickt Deployments hierhin',
  'landsHere.notKnown': 'unbekannt: die Cluster-Definition war nicht lesbar',
  'landsHere.counts': '{{applications}}, {{environments}}',
  'landsHere.applications_one': '{{count}} Anwendung',
  'landsHere.applications_other': '{{count}} Anwendungen',
  'landsHere.environments_one': '{{count}} Umgebung',
  'landsHere.environments_other': '{{count}} Umgebungen',

  'criterion.envType': 'Umgebungstyp {{value}}',
  'criterion.appId': 'Anwendung {{value}}',
  'criterion.envId': 'Umgebung {{value}}',
  'criterion.class': 'Klasse {{value}}',
  'criterion.everything': 'alles',

  'part.cluster': 'Cluster',
  'part.accessRole': 'Zugriffsrolle',
  'part.deployAccess': 'Deploy-Zugriff',
  'part.cloudAccount': 'Cloud Account',
  'part.clusterDefinition': 'Cluster-Definition',
  'part.agentDefinition': 'Agent-Definition',
  'part.agent': 'Agent',
  'part.runnerAccess': 'Runner-Zugriff',

  'fact.accessPolicies': 'Access Policies, die jemand anders zugeordnet hat',
  'fact.agent': 'Agent',
  'fact.arn': 'ARN',
  'fact.backstageAccess': 'Zugriff von Backstage',
  'fact.cloudAccount': 'Cloud Account',
  'fact.cloudAccountType': 'Typ',
  'fact.criterion': 'Landet hier',
  'fact.definition': 'Definition',
  'fact.groups': 'Gruppen',
  'fact.health': 'Zustand',
  'fact.jobRole': 'Rolle der Jobs',
  'fact.keyExpires': 'Schlüssel läuft ab',
  'fact.kubernetesVersion': 'Kubernetes-Version',
  'fact.madeBy': 'Angelegt von',
  'fact.podsReady': 'Pods bereit',
  'fact.role': 'Rolle',
  'fact.status': 'Status',
  'fact.standardSupportEnds': 'Standard-Support endet',
  'fact.extendedSupportEnds': 'Erweiterter Support endet',
  'fact.trust': 'Trust Policy',
  'fact.warning': 'Humanitec warnt',

  'status.inSync': 'wie vorgegeben',
  'status.drifted': 'abweichend',
  'status.missing': 'fehlt',
  'status.foreign': 'nicht unseres',
  'status.unknown': 'unbekannt',

  'problem.missing': '{{part}} fehlt',
  'problem.drifted': '{{part}} weicht von der Vorgabe ab',
  'problem.foreign': '{{part}}: etwas Fremdes steht im Weg',
  'problem.silent': '{{system}} war nicht lesbar',
  'problem.silentParts': 'Deshalb unbekannt: {{parts}}.',
  'problem.since': 'Keine Antwort seit {{time}} ({{age}}).',
  'problem.more_one': 'und {{count}} weiteres',
  'problem.more_other': 'und {{count}} weitere',

  'notBound.nothing':
    'Weder der Cluster noch ein Teil der Anbindung ist da: nichts in AWS, Humanitec oder Kubernetes.',
  'notBound.cluster':
    'Der Cluster ist da. Von der Anbindung gibt es noch nichts, weder in AWS noch in Humanitec oder Kubernetes.',

  'remedy.missing':
    'Ein Lauf des Templates legt an, was fehlt, und lässt den Rest, wie er ist.',
  'remedy.drifted':
    'Ein Lauf des Templates stellt die Vorgabe wieder her und lässt den Rest, wie er ist.',
  'remedy.foreign':
    'Klären, von wem es stammt, bevor das Template noch einmal läuft.',
  'remedy.notKnown':
    'Zum Reparieren muss die Vorgabe bekannt sein. Angeboten wird es, sobald alles davon lesbar ist.',
  'remedy.notBound':
    'Das Template ausführen. Nach einem Fehler kann es einfach noch einmal laufen.',
  'remedy.repair': 'Reparieren',
  'remedy.openTemplate': 'Template öffnen',
  'remedy.onboard': 'Onboarden',
  'remedy.bind': 'Anbinden',
  'remedy.retry': 'Neu abfragen',

  'change.create': '{{kind}} {{name}} gibt es nicht',
  'change.update': '{{kind}} {{name}} weicht ab',
  'change.delete': '{{kind}} {{name}} sollte es nicht geben',
  'change.adopt': '{{kind}} {{name}} trägt nicht unser Kennzeichen',
  'change.refuse': '{{kind}} {{name}} gehört jemand anderem',

  'field.found': 'gefunden',
  'field.askedFor': 'Vorgabe',
  'field.nothing': 'nichts',
  'field.hidden': 'verborgen',
  'field.hiddenNote': 'Weicht ab; der Wert ist geheim.',

  'details.inSync': 'Wie vorgegeben.',
  'details.label': '{{part}}: Einzelheiten',

  'details.none': 'Details',
  'details.choose': 'Ein Teil ausgewählt zeigt, woraus er besteht.',
  'details.close': 'Details schließen',
  'details.raw': 'Rohdaten',

  'picture.label': 'Teile der Anbindung',

  'statusWords.inSync': 'nichts weicht ab',
  'statusWords.drifted': 'anders als vorgegeben',
  'statusWords.missing': 'existiert nicht',
  'statusWords.foreign': 'gehört jemand anders',
  'statusWords.unknown': 'sein System hat nicht geantwortet',

  'purpose.cluster': 'Hier laufen die Workloads.',
  'purpose.accessRole':
    'Die IAM-Rolle, die Humanitec annimmt, um den Cluster zu erreichen.',
  'purpose.deployAccess':
    'Lässt die Zugriffsrolle in den Cluster und sagt, was sie dort darf.',
  'purpose.cloudAccount':
    'Sagt Humanitec, welche Rolle es annimmt, und weist es aus.',
  'purpose.clusterDefinition':
    'Sagt Humanitec, wo der Cluster ist und wer dorthin deployt.',
  'purpose.agentDefinition':
    'Sagt Deployments, welcher Agent zum Cluster führt.',
  'purpose.agent':
    'Läuft im Cluster und öffnet von innen den Weg zu seinem privaten Endpunkt.',
  'purpose.runnerAccess':
    'Lässt OpenTofu-Jobs von Humanitec im Cluster laufen.',

  'edge.account.label': 'driver_account',
  'edge.account.words': 'deployt mit: {{to}} (driver_account)',
  'edge.assumes.label': 'nimmt an',
  'edge.assumes.words': 'nimmt an: {{to}}',
  'edge.entry.label': 'Access Entry',
  'edge.entry.words': 'wird eingelassen durch: {{to}}',
  'edge.group.label': 'Gruppe',
  'edge.group.words': 'gibt einer Gruppe ihre Rechte im {{to}}',
  'edge.cluster.label': 'Name',
  'edge.cluster.words': 'führt zum {{to}} (Name)',
  'edge.agentUrl.label': 'agent_url',
  'edge.agentUrl.words': 'geht durch: {{to}} (agent_url)',
  'edge.agent.label': 'ID',
  'edge.agent.words': 'nennt den {{to}} (ID)',
  'edge.credentials.label': 'Account',
  'edge.credentials.words': 'erhält Zugangsdaten von: {{to}} (Account)',
  'edge.through.label': 'agent_url',
  'edge.through.words': 'startet seine Jobs durch: {{to}} (agent_url)',

  'identity.clusterName': 'Cluster',
  'identity.awsAccountId': 'AWS-Konto',
  'identity.region': 'Region',

  'copy.label': 'Kopieren: {{what}}',
  'copy.done': 'Kopiert: {{what}}',

  'run.underWay': '{{title}} läuft',
  'run.untitled': 'Ein Template',
  'run.since': 'Gestartet {{age}}. Diese Seite verfolgt es.',
  'run.watch': 'Zusehen',

  'rules.rule': 'Deployments mit {{criterion}} landen hier.',
  'rules.none': 'Keine Regel schickt Deployments hierhin.',
  'rules.notKnown':
    'Welche Regeln Deployments hierhin schicken, ist unbekannt: die Cluster-Definition war nicht lesbar.',

  'environments.failed': 'Die Umgebungen waren nicht lesbar',
  'environments.none':
    'Keine Umgebung ist hier, und keine kommt mit ihrem nächsten Deployment.',
  'environments.first': 'Die ersten {{shown}} von {{total}}.',
  'environments.page': '{{first}} bis {{last}} von {{of}}',
  'environments.application': 'Anwendung',
  'environments.environment': 'Umgebung',
  'environments.type': 'Typ {{envType}}',
  'environments.state': 'Wo',
  'environments.lastDeployment': 'Letztes Deployment',

  'environmentState.here': 'ist hier',
  'environmentState.comes': 'kommt mit dem nächsten Deployment',
  'environmentState.leaves': 'geht mit dem nächsten Deployment',

  'deployment.none': 'noch keines',
  'deployment.pending': 'wartet',
  'deployment.inProgress': 'läuft',
  'deployment.succeeded': 'gelungen',
  'deployment.failed': 'fehlgeschlagen',

  'health.title': 'Zustand',
  'health.agent.running': '{{ready}} von {{wanted}} Pods sind bereit.',
  'health.agent.partly': 'Nur {{ready}} von {{wanted}} Pods sind bereit.',
  'health.agent.stopped':
    '{{ready}} von {{wanted}} Pods sind bereit: nichts führt zum Cluster.',
  'health.agent.notKnown': 'Der Cluster sagt es nicht.',
  'health.key.title': 'Schlüssel des Agents',
  'health.key.valid_one':
    'Läuft in {{count}} Tag ab, am {{expires}}. Zu erneuern bis {{rotateBy}}.',
  'health.key.valid_other':
    'Läuft in {{count}} Tagen ab, am {{expires}}. Zu erneuern bis {{rotateBy}}.',
  'health.key.due_one':
    'Läuft in {{count}} Tag ab, am {{expires}}. Jetzt erneuern.',
  'health.key.due_other':
    'Läuft in {{count}} Tagen ab, am {{expires}}. Jetzt erneuern.',
  'health.key.expired_one':
    'Abgelaufen am {{expires}}, vor {{count}} Tag: Humanitec weist den Agent ab.',
  'health.key.expired_other':
    'Abgelaufen am {{expires}}, vor {{count}} Tagen: Humanitec weist den Agent ab.',
  'health.key.notKnown': 'Unbekannt, wann er abläuft.',
  'health.kubernetes.title': 'Kubernetes-Version',
  'health.kubernetes.supported':
    '{{version}}, im Standard-Support bis {{ends}}.',
  'health.kubernetes.ending_one':
    '{{version}}: der Standard-Support endet in {{count}} Tag, am {{ends}}.',
  'health.kubernetes.ending_other':
    '{{version}}: der Standard-Support endet in {{count}} Tagen, am {{ends}}.',
  'health.kubernetes.extended':
    '{{version}}: der Standard-Support endete am {{ends}}. Der erweiterte Support kostet mehr und endet am {{extendedEnds}}.',
  'health.kubernetes.ended':
    '{{version}}: der Support endete am {{ends}}. EKS aktualisiert den Cluster von selbst.',
  'health.kubernetes.noDates':
    '{{version}}. Unbekannt, wann der Support endet.',
  'health.kubernetes.notKnown': 'Unbekannt.',
  'health.operator.title': 'Humanitec Operator',
  'health.operator.ready': 'Bereit.',
  'health.operator.notReady': 'Installiert, aber nicht bereit.',
  'health.operator.missing': 'Fehlt: Deployments im Direct Mode brauchen ihn.',
  'health.operator.notNeeded': 'Nicht nötig.',
  'health.operator.notKnown': 'Der Cluster sagt es nicht.',

  'history.title': 'Verlauf',
  'history.failed': 'Der Verlauf war nicht lesbar',
  'history.none': 'Kein Lauf eines Templates betraf diesen Cluster.',
  'history.more_one': '{{count}} weiteren zeigen',
  'history.more_other': '{{count}} weitere zeigen',
  'history.complete_one': 'Der einzige Lauf eines Templates wurde durchsucht.',
  'history.complete_other':
    'Alle {{count}} Läufe von Templates wurden durchsucht.',
  'history.searched_one': 'Der letzte Lauf eines Templates wurde durchsucht.',
  'history.searched_other':
    'Die letzten {{count}} Läufe von Templates wurden durchsucht.',

  'taskStatus.open': 'wartet',
  'taskStatus.processing': 'läuft',
  'taskStatus.completed': 'fertig',
  'taskStatus.failed': 'fehlgeschlagen',
  'taskStatus.cancelled': 'abgebrochen',
  'taskStatus.skipped': 'übersprungen',
  'link.part': '{{part}} in {{system}}',

  'menu.label': 'Ändern, Schlüssel wechseln, offboarden',
  'menu.change': 'Ändern',
  'menu.rotateKey': 'Schlüssel wechseln',
  'menu.offboard': 'Offboarden',

  'missingAnnotations.title':
    'Dieser Cluster ist mit keiner Humanitec-Anbindung verknüpft',
  'missingAnnotations.missing_one': 'An dieser Entity fehlt eine Annotation:',
  'missingAnnotations.missing_other':
    'An dieser Entity fehlen {{count}} Annotationen:',
  'missingAnnotations.bind':
    'Das Template ausführen: Es bindet den Cluster an und registriert ihn mit diesen Annotationen.',
  'missingAnnotations.bound':
    'Ist der Cluster schon angebunden, gehören sie an die Entity, zum Beispiel:',

  'fleet.table': 'Cluster',
  'fleet.loading': 'Cluster werden gesucht …',
  'fleet.reload': 'Neu laden',
  'fleet.number': '{{value, number}}',
  'fleet.clusters_one': '{{count, number}} Cluster',
  'fleet.clusters_other': '{{count, number}} Cluster',
  'fleet.environments_one': '{{count, number}} Environment',
  'fleet.environments_other': '{{count, number}} Environments',
  'fleet.verdict.ready': 'Deploybar',
  'fleet.verdict.differs': 'Weicht ab',
  'fleet.verdict.broken': 'Schlägt fehl',
  'fleet.verdict.notBound': 'Nicht angebunden',
  'fleet.verdict.unknown': 'Unklar',
  'fleet.verdict.notLookedAt': 'Noch nicht geprüft',
  'fleet.column.title': 'Cluster',
  'fleet.column.verdict': 'Deployments',
  'fleet.column.organization': 'Organisation',
  'fleet.column.awsAccountId': 'AWS-Konto',
  'fleet.column.region': 'Region',
  'fleet.column.kubernetesVersion': 'Version',
  'fleet.column.envType': 'Environment-Typ',
  'fleet.column.landsHere': 'Landet hier',
  'fleet.column.agent': 'Agent',
  'fleet.column.observedAt': 'Geprüft',
  'fleet.nobody': 'nichts',
  'fleet.agent': '{{ready, number}} von {{wanted, number}} bereit',
  'fleet.notKnown': 'unbekannt',
  'fleet.search.label': 'Suche',
  'fleet.search.example': 'Name, Konto oder Region',
  'fleet.all': 'Alle',
  'fleet.find': 'Suchen: {{what}}',
  'fleet.clear': 'Filter löschen',
  'fleet.looking': 'Cluster werden geprüft …',
  'fleet.lookingFirst_one': 'Wird geprüft: noch {{count, number}} …',
  'fleet.lookingFirst_other': 'Wird geprüft: noch {{count, number}} …',
  'fleet.ignored': 'In der Adresse nicht verstanden: {{values}}',
  'fleet.failures.title_one': 'Eine Organisation hat nicht geantwortet',
  'fleet.failures.title_other':
    '{{count}} Organisationen haben nicht geantwortet',
  'fleet.failures.help':
    'Ihre Cluster stehen hier, wie sie zuletzt gefunden wurden.',
  'fleet.nothingMatches': 'Kein Cluster passt',
  'fleet.nothingBound.title': 'Noch kein Cluster',
  'fleet.nothingBound.help':
    'Keiner ist an Humanitec angebunden, oder keiner ist für Sie sichtbar.',
  'fleet.nothingBound.onboard': 'Neuen Cluster onboarden',
  'fleet.nothingBound.bind': 'Vorhandenen anbinden',
  'fleet.paging.label': 'Seiten',
  'fleet.paging.size': 'Zeilen je Seite',
  'fleet.paging.rows_one': '{{count}} Zeile',
  'fleet.paging.rows_other': '{{count}} Zeilen',
  'fleet.paging.range':
    '{{first, number}}–{{last, number}} von {{total, number}}',
  'fleet.paging.previous': 'Vorige Seite',
  'fleet.paging.next': 'Nächste Seite',
  'fleet.error.notPermitted': 'Die Cluster sind für Sie nicht freigegeben',
  'fleet.error.unreachable': 'Backstage antwortet nicht',
  'fleet.error.notFound': 'Das Backend kennt diese Seite nicht',
  'fleet.error.notFoundHelp':
    'Ist das Backend-Plugin humanitec-eks installiert, und ist es so neu wie diese Seite?',
  'fleet.error.failed': 'Die Cluster waren nicht lesbar',

  'error.notPermitted': 'Diese Anbindung ist für Sie nicht freigegeben',
  'error.notPermittedHelp':
    'Wer Backstage betreibt, kann die Berechtigung {{permission}} erteilen.',
  'error.unreachable': 'Backstage antwortet nicht',
  'error.unreachableHelp': 'Verbindung prüfen, dann noch einmal versuchen.',
  'error.notFound': 'Das Backend kennt diese Anbindung nicht',
  'error.notFoundHelp':
    'Ist das Backend-Plugin humanitec-eks installiert, und ist diese Entity für Sie sichtbar?',
  'error.failed': 'Die Anbindung war nicht lesbar',
  'error.failedHelp': 'Das Backend antwortete mit Status {{status}}.',
  'error.retry': 'Noch einmal versuchen',
  'error.stale': 'Neu abfragen ging nicht',
  'error.staleHelp': 'Darunter steht, was vorher gefunden wurde.',

  'fields.required': 'Pflichtfeld',

  'choice.nothing':
    'Nichts dergleichen gefunden. Die Eingabe wird übernommen, wie sie ist.',
  'choice.organizations.title': 'Humanitec-Organisation',
  'choice.organizations.description':
    'ID der Organisation, die auf den Cluster deployt.',
  'choice.organizations.example': 'platform-org',
  'choice.awsAccounts.title': 'AWS-Konto',
  'choice.awsAccounts.description':
    'Das Konto, in dem der Cluster liegt, 12 Ziffern.',
  'choice.awsAccounts.example': '111122223333',
  'choice.regions.title': 'Region',
  'choice.regions.description': 'Die AWS-Region des Clusters.',
  'choice.regions.example': 'eu-central-1',
  'choice.clusters.title': 'EKS-Cluster',
  'choice.clusters.description':
    'Name eines Clusters in diesem Konto und dieser Region.',
  'choice.clusters.example': 'eks-automode-prod',
  'choice.subnets.title': 'Subnetze',
  'choice.subnets.description':
    'Mindestens zwei private Subnetze eines VPC, in verschiedenen Availability Zones.',
  'choice.subnets.example': 'subnet-0a1b2c3d4e5f60001',
  'choice.environmentTypes.title': 'Environment-Typ',
  'choice.environmentTypes.description':
    'Deployments in Environments dieses Typs landen hier.',
  'choice.environmentTypes.example': 'production',
  'choice.applications.title': 'Anwendung',
  'choice.applications.description':
    'Nur Deployments dieser Anwendung landen hier.',
  'choice.applications.example': 'shop',
  'choice.agents.title': 'Humanitec Agent',
  'choice.agents.description': 'ID des Agents, der zum Cluster führt.',
  'choice.agents.example': 'eks-automode-prod',

  'lookup.and': ' und ',
  'lookup.dependency.organization': 'die Organisation',
  'lookup.dependency.awsAccountId': 'das AWS-Konto',
  'lookup.dependency.region': 'die Region',
  'lookup.waiting':
    'Zuerst {{what}} wählen, um zu sehen, was es gibt, oder eintippen.',
  'lookup.loading.organizations': 'Organisationen werden gesucht …',
  'lookup.loading.awsAccounts': 'AWS-Konten werden gesucht …',
  'lookup.loading.regions': 'Regionen werden gesucht …',
  'lookup.loading.clusters': 'Cluster werden in AWS gesucht …',
  'lookup.loading.subnets': 'Subnetze werden in AWS gesucht …',
  'lookup.loading.environmentTypes':
    'Environment-Typen werden in Humanitec gesucht …',
  'lookup.loading.applications': 'Anwendungen werden in Humanitec gesucht …',
  'lookup.loading.agents': 'Agents werden in Humanitec gesucht …',
  'lookup.system.organizations': 'Backstage',
  'lookup.system.awsAccounts': 'Backstage',
  'lookup.system.regions': 'Backstage',
  'lookup.system.clusters': 'AWS',
  'lookup.system.subnets': 'AWS',
  'lookup.system.environmentTypes': 'Humanitec',
  'lookup.system.applications': 'Humanitec',
  'lookup.system.agents': 'Humanitec',
  'lookup.type.organizations': 'Die ID kann eingetippt werden.',
  'lookup.type.awsAccounts': 'Die 12 Ziffern können eingetippt werden.',
  'lookup.type.regions': 'Die Region kann eingetippt werden.',
  'lookup.type.clusters': 'Der Name kann eingetippt werden.',
  'lookup.type.subnets': 'Die IDs können eingetippt werden.',
  'lookup.type.environmentTypes': 'Die ID kann eingetippt werden.',
  'lookup.type.applications': 'Die ID kann eingetippt werden.',
  'lookup.type.agents': 'Die ID kann eingetippt werden.',
  'lookup.failed': '{{system}} war nicht abfragbar.',
  'lookup.notPermitted': 'Das Nachschlagen ist für Sie nicht freigegeben.',
  'lookup.unreachable': 'Backstage antwortet nicht.',
  'lookup.unknown':
    '{{value}}: nicht unter den gefundenen. Wird übernommen, wie es ist.',
  'lookup.retry': 'Noch einmal versuchen',

  'check.system': 'Backstage',
  'check.checking': 'Wird mit dem verglichen, was da ist …',
  'check.later': 'Der Lauf prüft es noch einmal.',

  'rule.awsAccountId': 'Eine AWS-Konto-ID hat 12 Ziffern und sonst nichts.',
  'rule.awsRegion': 'Eine Region sieht aus wie eu-central-1.',
  'rule.dnsLabel':
    'Kleinbuchstaben, Ziffern und Bindestriche, höchstens 63 Zeichen, kein Bindestrich am Anfang oder Ende.',
  'rule.eksClusterName':
    'Buchstaben, Ziffern, Binde- und Unterstriche, höchstens 100 Zeichen, am Anfang ein Buchstabe oder eine Ziffer.',
  'rule.humanitecDefinitionId':
    '3 bis 50 Kleinbuchstaben, Ziffern und Bindestriche, kein Bindestrich am Anfang oder Ende.',
  'rule.humanitecId':
    '2 bis 50 Kleinbuchstaben und Ziffern, als Wörter mit einzelnen Bindestrichen dazwischen.',
  'rule.iamPolicyName':
    'Höchstens 128 Buchstaben, Ziffern und die Zeichen _+=,.@-',
  'rule.iamRoleName':
    'Höchstens 64 Buchstaben, Ziffern und die Zeichen _+=,.@-',
  'rule.kubernetesGroup':
    'Höchstens 63 Zeichen ohne Leerzeichen, nicht mit system:, eks:, aws:, amazon: oder iam: am Anfang',
  'rule.subnetId': 'Eine Subnetz-ID sieht aus wie subnet-0a1b2c3d4e5f60001.',

  'confirmName.title': 'Name des Clusters, noch einmal',
  'confirmName.differs':
    'Der Cluster heißt {{name}}. Schreiben Sie diesen Namen, oder gehen Sie zurück und wählen Sie einen anderen Cluster.',
  'clusterName.title': 'Name des Clusters',
  'clusterName.description':
    'Buchstaben, Ziffern, Binde- und Unterstriche. Alle anderen Namen leiten sich davon ab.',
  'clusterName.example': 'eks-automode-prod',
  'clusterName.taken':
    'Ein Cluster dieses Namens ist schon da und gehört nicht zu dieser Anbindung. Einen anderen Namen wählen oder das Template für vorhandene Cluster nehmen.',
  'clusterName.ours':
    'Ein Cluster dieses Namens ist da und trägt das Kennzeichen dieser Anbindung: Der Lauf ergänzt, was fehlt.',

  'subnets.none': 'Noch keins gewählt.',
  'subnets.chosen': 'Gewählte Subnetze',
  'subnets.two':
    'Noch eins wählen: EKS braucht mindestens zwei Subnetze in verschiedenen Availability Zones.',
  'subnets.twoZones':
    'Alle liegen in {{zone}}. EKS braucht Subnetze in mindestens zwei Availability Zones.',
  'subnets.oneNetwork':
    'Sie liegen in verschiedenen VPCs ({{networks}}). Alle müssen zu einem VPC gehören.',

  'name.derived': 'Heißt {{name}}, wenn hier nichts anderes steht.',
  'name.follows':
    'Leitet sich vom Namen des Clusters ab, wenn hier nichts steht.',
  'name.misplaced':
    'Das Template sagt nicht, um welchen Namen es geht. Die Option „name“ muss einer von diesen sein: {{known}}.',
  'name.clusterRole': 'IAM-Rolle des Clusters',
  'name.nodeRole': 'IAM-Rolle der Nodes',
  'name.accessRole': 'IAM-Rolle, die Humanitec annimmt',
  'name.accessPolicy': 'IAM-Policy dieser Rolle',
  'name.cloudAccount': 'Cloud Account',
  'name.clusterDefinition': 'Cluster-Definition',
  'name.agent': 'Humanitec Agent',
  'name.agentDefinition': 'Agent-Definition',
  'name.runnerDefinition': 'Definition des OpenTofu-Runners',
  'name.terraformRunnerDefinition': 'Definition des Terraform-Runners',
  'name.containerRunnerDefinition':
    'Definition des einfachen Container-Runners',
  'name.kubernetesGroup': 'Kubernetes-Gruppe der Zugriffsrolle',
  'name.agentNamespace': 'Namespace des Agents',
  'name.runnerNamespace': 'Namespace der Runner-Jobs',
  'name.runnerServiceAccount': 'ServiceAccount der Runner-Jobs',

  'folded.unchanged': 'Standardwerte',
  'folded.changed_one': '{{count}} Einstellung geändert',
  'folded.changed_other': '{{count}} Einstellungen geändert',

  'preview.incomplete':
    'Dafür müssen Organisation, AWS-Konto, Region und Cluster bekannt sein.',
  'preview.failed': 'Das war nicht abfragbar',
  'preview.again': 'Noch einmal prüfen',
  'preview.errors_one': 'Der Lauf würde abbrechen: {{count}} Problem',
  'preview.errors_other': 'Der Lauf würde abbrechen: {{count}} Probleme',
  'preview.warnings_one': '{{count}} Hinweis vorab',
  'preview.warnings_other': '{{count}} Hinweise vorab',
  'preview.clear': 'Nichts steht im Weg.',

  'onboarding.title': 'Was passieren wird',
  'onboarding.loading': 'AWS und Humanitec werden abgefragt …',
  'onboarding.cluster.new':
    'Ein privater EKS-Auto-Mode-Cluster {{clusterName}} im AWS-Konto {{awsAccountId}}, Region {{region}}.',
  'onboarding.cluster.existing':
    'Der EKS-Cluster {{clusterName}} im AWS-Konto {{awsAccountId}}, Region {{region}}, bleibt, wie er ist.',
  'onboarding.humanitec':
    'Die Humanitec-Organisation {{organization}} kann dorthin deployen: Cloud Account {{cloudAccount}}, über die IAM-Rolle {{accessRole}}, und Cluster-Definition {{clusterDefinition}}.',
  'onboarding.rules': 'Deployments, die dort landen: {{rules}}.',
  'onboarding.noRules':
    'Es kommt keine Regel hinzu, die Deployments dorthin schickt.',
  'onboarding.waiting.new':
    'Das dauert etwa 15 Minuten. Fast die ganze Zeit legt EKS den Cluster an.',
  'onboarding.waiting.existing': 'Das dauert ein paar Minuten.',

  'moves.title': 'Environments, die mit dem nächsten Deployment umziehen',
  'moves.nothing': 'Keine.',
  'moves.come_one': '{{count}} kommt zu {{clusterName}}:',
  'moves.come_other': '{{count}} kommen zu {{clusterName}}:',
  'moves.leave_one': '{{count}} verlässt {{clusterName}}:',
  'moves.leave_other': '{{count}} verlassen {{clusterName}}:',
  'moves.held_one':
    '{{count}} bleibt woanders, eine genauere Regel hält es dort:',
  'moves.held_other':
    '{{count}} bleiben woanders, genauere Regeln halten sie dort:',
  'moves.stay_one': '{{count}} ist schon da und bleibt.',
  'moves.stay_other': '{{count}} sind schon da und bleiben.',
  'moves.from': 'von {{from}}',
  'moves.to': 'nach {{to}}',
  'moves.nowhere': 'zu keinem Cluster: Deployments dort werden fehlschlagen',
  'moves.heldBy': 'gehalten von {{by}}',
  'moves.more_one': 'und {{count}} weiteres',
  'moves.more_other': 'und {{count}} weitere',

  'removal.title': 'Was verschwindet',
  'removal.loading': 'AWS, Humanitec und Kubernetes werden abgefragt …',
  'removal.refused': 'Der Lauf würde sich weigern',
  'removal.dependents_one': '{{count}} Environment ist dorthin deployt',
  'removal.dependents_other': '{{count}} Environments sind dorthin deployt',
  'removal.nothing': 'Von dieser Anbindung ist nichts da.',
  'removal.goes': 'Verschwindet',
  'removal.stays': 'Bleibt',
};
