import { Cluster, DeleteClusterCommand } from '@aws-sdk/client-eks';
import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import type { Systems } from '../systems';
import { outlastTransient } from '../outlastTransient';
import { waitFor } from '../waitFor';
import { awsErrorName, ignoreAbsent } from './awsError';
import { protection } from './clusterUpdates';
import { findCluster, healthIssues } from './eksCluster';
import { isOurs } from './tags';
import { updateCluster } from './updateCluster';

/** EKS refuses while it creates or updates the cluster; that ends within half an hour or so. */
const BUSY_LIMIT_SECONDS = 45 * 60;
const DELETE_LIMIT_SECONDS = 30 * 60;

/**
 * Deletes the cluster and waits until it is gone, if it carries our mark;
 * also one that FAILED.
 *
 * @throws Error when it is protected and `cluster.deletionProtection` is not false
 */
export async function deleteCluster(
  spec: BindingSpec,
  found: Cluster | undefined,
  systems: Systems,
): Promise<void> {
  if (!found || !isOurs(spec, found.tags)) return;
  const name = spec.clusterName;
  if (found.status !== 'DELETING') {
    await unprotect(spec, found, systems);
    await startDeletion(name, systems);
  }
  // One that FAILED before may still be shown so at first.
  let hasBegun = found.status !== 'FAILED';
  await waitFor(
    outlastTransient(async () => {
      const left = await findCluster(systems.aws, name);
      if (!left) return { done: undefined };
      hasBegun ||= left.status === 'DELETING';
      if (hasBegun && left.status === 'FAILED') {
        throw new Error(
          `EKS could not delete cluster ${name}: ${
            healthIssues(left) ?? 'it names no reason'
          }`,
        );
      }
      return {
        waiting: `EKS is deleting cluster ${name}`,
        usually: 'about 10 min',
      };
    }),
    systems,
    { limitSeconds: DELETE_LIMIT_SECONDS },
  );
  systems.did(`Deleted EKS cluster ${name}.`);
}

async function unprotect(
  spec: BindingSpec,
  found: Cluster,
  systems: Systems,
): Promise<void> {
  if (!found.deletionProtection) return;
  if (spec.cluster.deletionProtection !== false) {
    throw new Error(
      `EKS cluster ${spec.clusterName} is protected from deletion; set cluster.deletionProtection to false to turn that off and delete it`,
    );
  }
  const unprotected = (cluster: Cluster) =>
    [protection(cluster, false)].filter(({ fields }) => fields.length > 0);
  await updateCluster(spec.clusterName, unprotected, systems);
}

function startDeletion(name: string, systems: Systems): Promise<void> {
  return waitFor<void>(
    async () => {
      try {
        await ignoreAbsent(systems.aws.eks(new DeleteClusterCommand({ name })));
        return { done: undefined };
      } catch (error) {
        if (awsErrorName(error) !== 'ResourceInUse') throw error;
        return {
          waiting: `EKS is still busy with cluster ${name}; it is deleted when that is over`,
        };
      }
    },
    systems,
    { limitSeconds: BUSY_LIMIT_SECONDS },
  );
}
