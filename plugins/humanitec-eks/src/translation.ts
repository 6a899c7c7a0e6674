import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { partInfo } from 'backstage-plugin-humanitec-eks-common';

/**
 * Every text of the plugin.
 *
 * @public
 */
export const humanitecEksTranslationRef = createTranslationRef({
  id: 'plugin.humanitec-eks',
  messages: {
    card: {
      title: 'Humanitec',
      loading: 'Looking at AWS, Humanitec and Kubernetes …',
      refresh: 'Look again',
      identity:
        'Organization {{organization}} · AWS account {{awsAccountId}} · {{region}}',
      newTab: '(opens in a new tab)',
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
      more_one: 'and {{count}} more',
      more_other: 'and {{count}} more',
    },
    notBound: {
      onboard:
        'Neither the cluster nor anything of its binding exists, in AWS, Humanitec or Kubernetes.',
      bind: 'The cluster is there. Nothing of its binding exists yet, in AWS, Humanitec or Kubernetes.',
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
    },
    menu: {
      label: 'More actions',
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
  },
});
