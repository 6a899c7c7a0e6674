import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { factTitles, partInfo } from 'backstage-plugin-humanitec-eks-common';

/**
 * Every text of the plugin, in English, and where its translations are.
 *
 * @public
 */
export const humanitecEksTranslationRef = createTranslationRef({
  id: 'plugin.humanitec-eks',
  // Every language beside English; loaded when a user chooses it.
  translations: { de: () => import('./translations/de') },
  messages: {
    card: {
      title: 'Humanitec',
      loading: 'Looking at AWS, Humanitec and Kubernetes …',
      refresh: 'Look again',
      identity:
        'Organization {{organization}} · AWS account {{awsAccountId}} · {{region}}',
      newTab: '(opens in a new tab)',
      viewBinding: 'View binding',
    },
    tab: {
      loading: 'Loading …',
    },
    age: {
      now: 'just now',
      seconds_one: '{{count}} s ago',
      seconds_other: '{{count}} s ago',
      minutes_one: '{{count}} min ago',
      minutes_other: '{{count}} min ago',
      hours_one: '{{count}} h ago',
      hours_other: '{{count}} h ago',
      days_one: '{{count}} day ago',
      days_other: '{{count}} days ago',
    },
    verdict: {
      ready: 'Humanitec can deploy here',
      differs: 'Works, but differs from what was asked for',
      broken: 'Deployments will fail',
      notBound: 'Not onboarded to Humanitec',
      unknown: 'Cannot tell whether Humanitec can deploy here',
    },
    landsHere: {
      label: 'Lands here',
      nobody: 'nothing: no rule sends deployments here',
      notKnown: 'not known: the cluster definition could not be read',
      counts: '{{applications}}, {{environments}}',
      applications_one: '{{count}} application',
      applications_other: '{{count}} applications',
      environments_one: '{{count}} environment',
      environments_other: '{{count}} environments',
    },
    criterion: {
      envType: 'environment type {{value}}',
      appId: 'application {{value}}',
      envId: 'environment {{value}}',
      class: 'class {{value}}',
      everything: 'everything',
    },
    part: {
      cluster: partInfo.cluster.title,
      accessRole: partInfo.accessRole.title,
      deployAccess: partInfo.deployAccess.title,
      cloudAccount: partInfo.cloudAccount.title,
      clusterDefinition: partInfo.clusterDefinition.title,
      agentDefinition: partInfo.agentDefinition.title,
      agent: partInfo.agent.title,
      runnerAccess: partInfo.runnerAccess.title,
    },
    fact: { ...factTitles },
    status: {
      inSync: 'in sync',
      drifted: 'drifted',
      missing: 'missing',
      foreign: 'not ours',
      unknown: 'unknown',
    },
    problem: {
      missing: '{{part}} is missing',
      drifted: '{{part}} differs from what was asked for',
      foreign: '{{part}}: something that is not ours is in the way',
      silent: '{{system}} could not be read',
      silentParts: 'Not known therefore: {{parts}}.',
      since: 'No answer since {{time}} ({{age}}).',
      more_one: 'and {{count}} more',
      more_other: 'and {{count}} more',
    },
    notBound: {
      nothing:
        'Neither the cluster nor anything of its binding exists, in AWS, Humanitec or Kubernetes.',
      cluster:
        'The cluster is there. Nothing of its binding exists yet, in AWS, Humanitec or Kubernetes.',
    },
    remedy: {
      missing:
        'A run of the template makes what is missing and leaves the rest as it is.',
      drifted:
        'A run of the template puts back what was asked for and leaves the rest as it is.',
      foreign: 'Find out who made it before the template is run again.',
      notKnown:
        'A repair needs to know what was asked for. It is offered once all of that can be read.',
      notBound: 'Run the template. It can be run again after any failure.',
      repair: 'Repair',
      openTemplate: 'Open template',
      onboard: 'Onboard',
      bind: 'Bind',
      retry: 'Look again',
    },
    change: {
      create: '{{kind}} {{name}} does not exist',
      update: '{{kind}} {{name}} differs',
      delete: '{{kind}} {{name}} should not exist',
      adopt: '{{kind}} {{name}} exists without our mark',
      refuse: '{{kind}} {{name}} belongs to somebody else',
    },
    field: {
      found: 'found',
      askedFor: 'asked for',
      nothing: 'nothing',
      hidden: 'hidden',
      hiddenNote: 'It differs; the value is a secret.',
    },
    details: {
      inSync: 'As asked for.',
      label: '{{part}}: details',
      none: 'Details',
      choose: 'Choose a part to see what it is made of.',
      close: 'Close details',
      raw: 'Raw data',
    },
    picture: { label: 'Parts of the binding' },
    statusWords: {
      inSync: 'as asked for',
      drifted: 'differs from what was asked for',
      missing: 'does not exist',
      foreign: 'belongs to somebody else',
      unknown: 'its system did not answer',
    },
    purpose: {
      cluster: 'Where workloads run.',
      accessRole: 'The IAM role that Humanitec takes on to reach the cluster.',
      deployAccess:
        'Lets the access role into the cluster, and says what it may do there.',
      cloudAccount:
        'Tells Humanitec which role to take on, and proves who asks.',
      clusterDefinition:
        'Tells Humanitec where the cluster is, and who deploys to it.',
      agentDefinition: 'Tells deployments which agent leads to the cluster.',
      agent:
        'Runs in the cluster and opens the way to its private endpoint, from the inside.',
      runnerAccess: 'Lets OpenTofu jobs of Humanitec run in the cluster.',
    },
    edge: {
      account: {
        label: 'driver_account',
        words: 'deploys with {{to}} (driver_account)',
      },
      assumes: { label: 'assumes', words: 'assumes {{to}}' },
      entry: { label: 'access entry', words: 'is let in by {{to}}' },
      group: { label: 'group', words: 'gives a group its rights in {{to}}' },
      cluster: { label: 'name', words: 'leads to {{to}} (name)' },
      agentUrl: {
        label: 'agent_url',
        words: 'goes through {{to}} (agent_url)',
      },
      agent: { label: 'id', words: 'names {{to}} (id)' },
      credentials: {
        label: 'account',
        words: 'gets credentials from {{to}} (account)',
      },
      through: {
        label: 'agent_url',
        words: 'starts its jobs through {{to}} (agent_url)',
      },
    },
    identity: {
      clusterName: 'Cluster',
      awsAccountId: 'AWS account',
      region: 'Region',
    },
    copy: {
      label: 'Copy: {{what}}',
      done: 'Copied: {{what}}',
    },
    run: {
      underWay: '{{title}} is running',
      untitled: 'A template',
      since: 'Started {{age}}. This page follows it.',
      watch: 'Watch',
    },
    rules: {
      rule: 'Deployments of {{criterion}} land here.',
      none: 'No rule sends deployments here.',
      notKnown:
        'Which rules send deployments here is not known: the cluster definition could not be read.',
    },
    environments: {
      failed: 'The environments could not be read',
      none: 'No environment is here, and none comes with its next deployment.',
      first: 'The first {{shown}} of {{total}}.',
      page: '{{first}} to {{last}} of {{of}}',
      application: 'Application',
      environment: 'Environment',
      type: 'Type {{envType}}',
      state: 'Where',
      lastDeployment: 'Last deployment',
    },
    environmentState: {
      here: 'is here',
      comes: 'comes with its next deployment',
      leaves: 'leaves with its next deployment',
    },
    deployment: {
      none: 'none yet',
      pending: 'pending',
      inProgress: 'in progress',
      succeeded: 'succeeded',
      failed: 'failed',
    },
    health: {
      title: 'Health',
      agent: {
        running: '{{ready}} of {{wanted}} pods are ready.',
        partly: 'Only {{ready}} of {{wanted}} pods are ready.',
        stopped:
          '{{ready}} of {{wanted}} pods are ready: nothing leads to the cluster.',
        notKnown: 'The cluster does not tell.',
      },
      key: {
        title: 'Key of the agent',
        valid_one:
          'Expires in {{count}} day, on {{expires}}. Rotate it by {{rotateBy}}.',
        valid_other:
          'Expires in {{count}} days, on {{expires}}. Rotate it by {{rotateBy}}.',
        due_one: 'Expires in {{count}} day, on {{expires}}. Rotate it now.',
        due_other: 'Expires in {{count}} days, on {{expires}}. Rotate it now.',
        expired_one:
          'Expired on {{expires}}, {{count}} day ago: Humanitec refuses the agent.',
        expired_other:
          'Expired on {{expires}}, {{count}} days ago: Humanitec refuses the agent.',
        notKnown: 'Not known when it expires.',
      },
      kubernetes: {
        title: 'Kubernetes version',
        supported: '{{version}}, in standard support until {{ends}}.',
        ending_one:
          '{{version}}: standard support ends in {{count}} day, on {{ends}}.',
        ending_other:
          '{{version}}: standard support ends in {{count}} days, on {{ends}}.',
        extended:
          '{{version}}: standard support ended on {{ends}}. Extended support costs more, and ends on {{extendedEnds}}.',
        ended:
          '{{version}}: support ended on {{ends}}. EKS upgrades the cluster by itself.',
        noDates: '{{version}}. When its support ends is not known.',
        notKnown: 'Not known.',
      },
      operator: {
        title: 'Humanitec Operator',
        ready: 'Ready.',
        notReady: 'Installed, but not ready.',
        missing: 'Missing: deployments in Direct mode need it.',
        notNeeded: 'Not needed.',
        notKnown: 'The cluster does not tell.',
      },
    },
    history: {
      title: 'History',
      failed: 'The history could not be read',
      none: 'No run of a template was about this cluster.',
      more_one: 'Show {{count}} more',
      more_other: 'Show {{count}} more',
      complete_one: 'The only run of a template was searched.',
      complete_other: 'All {{count}} runs of templates were searched.',
      searched_one: 'The latest run of a template was searched.',
      searched_other: 'The latest {{count}} runs of templates were searched.',
    },
    taskStatus: {
      open: 'waiting',
      processing: 'running',
      completed: 'done',
      failed: 'failed',
      cancelled: 'cancelled',
      skipped: 'skipped',
    },
    link: { part: '{{part}} in {{system}}' },
    menu: {
      label: 'Change, rotate key, off-board',
      change: 'Change',
      rotateKey: 'Rotate key',
      offboard: 'Off-board',
    },
    missingAnnotations: {
      title: 'This cluster is not linked to a Humanitec binding',
      missing_one: 'One annotation is missing on this entity:',
      missing_other: '{{count}} annotations are missing on this entity:',
      bind: 'Run the template: it binds the cluster and registers it with these annotations.',
      bound:
        'If the cluster is bound already, add them to the entity, for example:',
    },
    fleet: {
      table: 'Clusters',
      loading: 'Looking for clusters …',
      reload: 'Load again',
      number: '{{value, number}}',
      clusters_one: '{{count, number}} cluster',
      clusters_other: '{{count, number}} clusters',
      environments_one: '{{count, number}} environment',
      environments_other: '{{count, number}} environments',
      verdict: {
        ready: 'Can deploy',
        differs: 'Differs',
        broken: 'Will fail',
        notBound: 'Not bound',
        unknown: 'Cannot tell',
        notLookedAt: 'Not looked at yet',
      },
      column: {
        title: 'Cluster',
        verdict: 'Deployments',
        organization: 'Organization',
        awsAccountId: 'AWS account',
        region: 'Region',
        kubernetesVersion: 'Version',
        envType: 'Environment type',
        landsHere: 'Lands here',
        agent: 'Agent',
        observedAt: 'Seen',
      },
      nobody: 'nothing',
      agent: '{{ready, number}} of {{wanted, number}} ready',
      notKnown: 'not known',
      search: {
        label: 'Search',
        example: 'Name, account or region',
      },
      all: 'All',
      find: 'Find: {{what}}',
      clear: 'Clear filters',
      looking: 'Looking at the clusters …',
      lookingFirst_one: 'Looking: {{count, number}} left …',
      lookingFirst_other: 'Looking: {{count, number}} left …',
      ignored: 'Not understood in the address: {{values}}',
      failures: {
        title_one: 'An organization did not answer',
        title_other: '{{count}} organizations did not answer',
        help: 'Their clusters are shown as they were found before.',
      },
      nothingMatches: 'No cluster matches',
      nothingBound: {
        title: 'No cluster yet',
        help: 'None is bound to Humanitec, or none that you may see.',
        onboard: 'Onboard a new cluster',
        bind: 'Bind an existing one',
      },
      paging: {
        label: 'Pages',
        size: 'Rows a page',
        rows_one: '{{count}} row',
        rows_other: '{{count}} rows',
        range: '{{first, number}}–{{last, number}} of {{total, number}}',
        previous: 'Previous page',
        next: 'Next page',
      },
      error: {
        notPermitted: 'You may not see the clusters',
        unreachable: 'Backstage did not answer',
        notFound: 'The backend does not know this page',
        notFoundHelp:
          'Check that the backend plugin humanitec-eks is installed, in a version as new as this page.',
        failed: 'The clusters could not be read',
      },
    },
    error: {
      notPermitted: 'You may not see this binding',
      notPermittedHelp:
        'Ask whoever runs Backstage for the permission {{permission}}.',
      unreachable: 'Backstage did not answer',
      unreachableHelp: 'Check your connection, then try again.',
      notFound: 'The backend does not know this binding',
      notFoundHelp:
        'Check that the backend plugin humanitec-eks is installed and that you may see this entity.',
      failed: 'The binding could not be read',
      failedHelp: 'The backend answered with status {{status}}.',
      retry: 'Try again',
      stale: 'Could not look again',
      staleHelp: 'Below is what was found before.',
    },
    fields: {
      required: 'required',
    },
    choice: {
      nothing: 'Nothing like it was found. What you type is taken as it is.',
      organizations: {
        title: 'Humanitec organization',
        description: 'ID of the organization that deploys to the cluster.',
        example: 'platform-org',
      },
      awsAccounts: {
        title: 'AWS account',
        description: 'The account that the cluster lives in, 12 digits.',
        example: '111122223333',
      },
      regions: {
        title: 'Region',
        description: 'The AWS region of the cluster.',
        example: 'eu-central-1',
      },
      clusters: {
        title: 'EKS cluster',
        description: 'Name of a cluster in this account and region.',
        example: 'eks-automode-prod',
      },
      subnets: {
        title: 'Subnets',
        description:
          'Two private subnets or more of one VPC, in different availability zones.',
        example: 'subnet-0a1b2c3d4e5f60001',
      },
      environmentTypes: {
        title: 'Environment type',
        description: 'Deployments to environments of this type land here.',
        example: 'production',
      },
      applications: {
        title: 'Application',
        description: 'Only deployments of this application land here.',
        example: 'shop',
      },
      agents: {
        title: 'Humanitec Agent',
        description: 'ID of the agent that leads to the cluster.',
        example: 'eks-automode-prod',
      },
    },
    lookup: {
      and: ' and ',
      dependency: {
        organization: 'the organization',
        awsAccountId: 'the AWS account',
        region: 'the region',
      },
      waiting: 'Choose {{what}} first to see what there is, or type it.',
      loading: {
        organizations: 'Looking for organizations …',
        awsAccounts: 'Looking for AWS accounts …',
        regions: 'Looking for regions …',
        clusters: 'Looking for clusters in AWS …',
        subnets: 'Looking for subnets in AWS …',
        environmentTypes: 'Looking for environment types in Humanitec …',
        applications: 'Looking for applications in Humanitec …',
        agents: 'Looking for agents in Humanitec …',
      },
      system: {
        organizations: 'Backstage',
        awsAccounts: 'Backstage',
        regions: 'Backstage',
        clusters: 'AWS',
        subnets: 'AWS',
        environmentTypes: 'Humanitec',
        applications: 'Humanitec',
        agents: 'Humanitec',
      },
      type: {
        organizations: 'You can type the ID.',
        awsAccounts: 'You can type the 12 digits.',
        regions: 'You can type the region.',
        clusters: 'You can type the name.',
        subnets: 'You can type the IDs.',
        environmentTypes: 'You can type the ID.',
        applications: 'You can type the ID.',
        agents: 'You can type the ID.',
      },
      failed: '{{system}} could not be asked.',
      notPermitted: 'You may not look this up.',
      unreachable: 'Backstage did not answer.',
      unknown: '{{value}}: not among those found. It is taken as it is.',
      retry: 'Try again',
    },
    check: {
      system: 'Backstage',
      checking: 'Checking against what is there …',
      later: 'The run checks it again.',
    },
    rule: {
      awsAccountId: 'An AWS account ID has 12 digits, and nothing else.',
      awsRegion: 'A region looks like eu-central-1.',
      dnsLabel:
        'Use lower-case letters, digits and hyphens, at most 63, and no hyphen at either end.',
      eksClusterName:
        'Use letters, digits, hyphens and underscores, at most 100, beginning with a letter or digit.',
      humanitecDefinitionId:
        'Use 3 to 50 lower-case letters, digits and hyphens, and no hyphen at either end.',
      humanitecId:
        'Use 2 to 50 lower-case letters and digits, in words joined by single hyphens.',
      iamPolicyName: 'Use at most 128 letters, digits and _+=,.@-',
      iamRoleName: 'Use at most 64 letters, digits and _+=,.@-',
      kubernetesGroup:
        'Use at most 63 characters without spaces, not beginning with system:, eks:, aws:, amazon: or iam:',
      subnetId: 'A subnet ID looks like subnet-0a1b2c3d4e5f60001.',
    },
    clusterName: {
      title: 'Cluster name',
      description:
        'Letters, digits, hyphens and underscores. Every other name follows from it.',
      example: 'eks-automode-prod',
      taken:
        'A cluster of this name is there already, and not of this binding. Choose another name, or the template for a cluster that is there.',
      ours: 'A cluster of this name is there and carries the mark of this binding: the run completes what is missing.',
    },
    confirmName: {
      title: 'Name of the cluster, once more',
      differs:
        'The cluster is called {{name}}. Write that name, or go back and choose another cluster.',
    },
    subnets: {
      none: 'None chosen.',
      chosen: 'Subnets chosen',
      two: 'Choose one more: EKS needs two subnets or more, in different availability zones.',
      twoZones:
        'All of these are in {{zone}}. EKS needs subnets in two availability zones or more.',
      oneNetwork:
        'These are in different VPCs ({{networks}}). All must be of one VPC.',
    },
    name: {
      derived: 'Will be called {{name}}, unless you give another name.',
      follows: 'Follows from the name of the cluster, unless you give one.',
      misplaced:
        'The template does not say which name this is. The option "name" must be one of {{known}}.',
      clusterRole: 'IAM role of the cluster',
      nodeRole: 'IAM role of its nodes',
      accessRole: 'IAM role that Humanitec assumes',
      accessPolicy: 'IAM policy of that role',
      cloudAccount: 'Cloud account',
      clusterDefinition: 'Cluster definition',
      agent: 'Humanitec Agent',
      agentDefinition: 'Agent definition',
      runnerDefinition: 'Definition of the OpenTofu runner',
      terraformRunnerDefinition: 'Definition of the Terraform runner',
      containerRunnerDefinition: 'Definition of the plain container runner',
      kubernetesGroup: 'Kubernetes group of the access role',
      agentNamespace: 'Namespace of the agent',
      runnerNamespace: 'Namespace of runner jobs',
      runnerServiceAccount: 'Service account of runner jobs',
    },
    folded: {
      unchanged: 'defaults',
      changed_one: '{{count}} setting changed',
      changed_other: '{{count}} settings changed',
    },
    preview: {
      incomplete:
        'Organization, AWS account, region and cluster are needed before this can be shown.',
      failed: 'This could not be looked at',
      again: 'Check again',
      errors_one: 'The run would stop: {{count}} problem',
      errors_other: 'The run would stop: {{count}} problems',
      warnings_one: '{{count}} thing to know before',
      warnings_other: '{{count}} things to know before',
      clear: 'Nothing is in the way.',
    },
    onboarding: {
      title: 'What will happen',
      loading: 'Looking at AWS and Humanitec …',
      cluster: {
        new: 'A private EKS Auto Mode cluster {{clusterName}} in AWS account {{awsAccountId}}, region {{region}}.',
        existing:
          'The EKS cluster {{clusterName}} in AWS account {{awsAccountId}}, region {{region}}, stays as it is.',
      },
      humanitec:
        'The Humanitec organization {{organization}} can deploy to it: cloud account {{cloudAccount}}, through the IAM role {{accessRole}}, and the cluster definition {{clusterDefinition}}.',
      rules: 'Deployments that land there: {{rules}}.',
      noRules: 'No rule is added that sends deployments there.',
      waiting: {
        new: 'It takes about 15 minutes, almost all of it waiting for EKS to create the cluster.',
        existing: 'It takes a few minutes.',
      },
    },
    moves: {
      title: 'Environments that move with their next deployment',
      nothing: 'None.',
      come_one: '{{count}} comes to {{clusterName}}:',
      come_other: '{{count}} come to {{clusterName}}:',
      leave_one: '{{count}} leaves {{clusterName}}:',
      leave_other: '{{count}} leave {{clusterName}}:',
      held_one: '{{count}} stays elsewhere, held by a more specific rule:',
      held_other: '{{count}} stay elsewhere, held by more specific rules:',
      stay_one: '{{count}} is there already and stays.',
      stay_other: '{{count}} are there already and stay.',
      from: 'from {{from}}',
      to: 'to {{to}}',
      nowhere: 'to no cluster: its deployments will fail',
      heldBy: 'held by {{by}}',
      more_one: 'and {{count}} more',
      more_other: 'and {{count}} more',
    },
    removal: {
      title: 'What will go',
      loading: 'Looking at AWS, Humanitec and Kubernetes …',
      refused: 'The run would refuse',
      dependents_one: '{{count}} environment is deployed there',
      dependents_other: '{{count}} environments are deployed there',
      nothing: 'Nothing of this binding is there.',
      goes: 'Goes',
      stays: 'Stays',
    },
  },
});
