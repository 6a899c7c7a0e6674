import type { Cluster } from '@aws-sdk/client-eks';
import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import { findCluster, healthIssues, isUp } from '../aws/eksCluster';
import type { Systems } from '../systems';
import { outlastTransient } from '../outlastTransient';
import { waitFor } from '../waitFor';
import { isRevoked } from './clusterAdmin';
import { findNotes } from './clusterNotes';

/**
 * Waits until the cluster is ACTIVE. A refusal (403) or a FAILED cluster ends
 * the wait at once: the SDK's own waiter would go on to its bound.
 *
 * @throws Error with the cluster's health issues when it failed, or when
 *   Backstage's access was taken away on purpose and is not to be given back
 */
export async function awaitCluster(
  spec: BindingSpec,
  systems: Systems,
  limitSeconds: number,
): Promise<Cluster> {
  const name = spec.clusterName;
  return waitFor<Cluster>(
    outlastTransient<Cluster>(async () => {
      const found = await findCluster(systems.aws, name);
      if (!found) {
        throw new Error(
          spec.cluster.existing
            ? `EKS has no cluster ${name} in ${spec.region}; check its name, the AWS account and the region`
            : `EKS has no cluster ${name} in ${spec.region}; run the step cluster:apply first`,
        );
      }
      const issues = healthIssues(found);
      if (found.status === 'FAILED' || found.status === 'DELETING') {
        throw new Error(
          `the cluster is ${found.status}: ${issues ?? 'EKS names no reason'}`,
        );
      }
      // An update does not keep the API from answering.
      if (!isUp(found)) {
        const { status, createdAt: since } = found;
        return {
          waiting: `Cluster ${name} is ${status}${
            issues ? ` (${issues})` : ''
          }`,
          usually: 'about 15 min',
          since,
        };
      }
      const notes = await findNotes(spec, found, systems.aws);
      if (isRevoked(notes) && !spec.cluster.restoreAccess) {
        throw new Error(
          "Backstage's own access to the cluster was taken away on purpose (humanitec-eks:cluster:revokeAccess); set cluster.restoreAccess to give it back",
        );
      }
      return { done: found };
    }),
    systems,
    { limitSeconds },
  );
}
