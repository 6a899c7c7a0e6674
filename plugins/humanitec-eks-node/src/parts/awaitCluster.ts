import type { Cluster } from '@aws-sdk/client-eks';
import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import { findCluster, healthIssues } from '../aws/eksCluster';
import type { Systems } from '../systems';
import { waitFor } from '../waitFor';

/**
 * Waits until the cluster is ACTIVE. A refusal (403) or a FAILED cluster ends
 * the wait at once: the SDK's own waiter would go on to its bound.
 *
 * @throws Error with the cluster's health issues when it failed
 */
export async function awaitCluster(
  spec: BindingSpec,
  systems: Systems,
  limitSeconds: number,
): Promise<Cluster> {
  const name = spec.clusterName;
  return waitFor<Cluster>(
    async () => {
      const found = await findCluster(systems.aws, name);
      if (!found) {
        throw new Error(
          `EKS has no cluster ${name} in ${spec.region}; run the step cluster:apply first`,
        );
      }
      if (found.status === 'ACTIVE') return { done: found };
      if (found.status === 'FAILED' || found.status === 'DELETING') {
        throw new Error(
          `the cluster is ${found.status}: ${healthIssues(found)}`,
        );
      }
      return {
        waiting: `Cluster ${name} is ${found.status}; EKS usually takes about 15 min`,
      };
    },
    systems,
    { limitSeconds },
  );
}
