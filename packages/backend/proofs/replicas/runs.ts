import type { Run } from './allWell';
import type { Onboarding } from './newCluster';

/** Takes the binding and the cluster away. */
export function offBoarding({ values }: Onboarding): Run {
  return {
    template: 'template:default/offboard-eks-cluster',
    values: {
      ...identityIn(values),
      confirm: values.clusterName,
      keepCluster: false,
    },
  };
}

/** Gives the agent a new key. */
export function rotation({ values }: Onboarding): Run {
  return {
    template: 'template:default/rotate-agent-key',
    values: identityIn(values),
  };
}

function identityIn({
  organization,
  awsAccountId,
  region,
  clusterName,
}: Onboarding['values']) {
  return { organization, awsAccountId, region, clusterName };
}
