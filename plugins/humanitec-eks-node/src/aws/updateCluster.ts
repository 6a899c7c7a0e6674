import {
  Cluster,
  DescribeUpdateCommand,
  UpdateClusterConfigCommand,
} from '@aws-sdk/client-eks';
import type { Systems } from '../systems';
import { outlastTransient } from '../outlastTransient';
import { waitFor } from '../waitFor';
import { awsErrorName, isNotPropagated } from './awsError';
import type { ClusterUpdate } from './clusterUpdates';
import { findCluster } from './eksCluster';
import { whilePropagating } from './propagation';

/** As the Terraform provider allows for an update. */
const UPDATE_LIMIT_SECONDS = 60 * 60;

/**
 * Changes a cluster until nothing is left to change: one update after the
 * other, each awaited, and none while somebody else's is running.
 *
 * @param updatesOf - what is still to change about a cluster, decided anew before each update
 */
export async function updateCluster(
  name: string,
  updatesOf: (found: Cluster) => ClusterUpdate[],
  systems: Systems,
): Promise<void> {
  const done = new Set<string>();
  for (;;) {
    const started = await startNext(name, updatesOf, systems);
    if (!started) return;
    const { updateId, paths } = started;
    await awaitUpdate(name, updateId, paths, systems);
    if (done.has(paths)) {
      throw new Error(
        `EKS has changed ${paths} of cluster ${name} twice, and shows the former value again; something else changes it back`,
      );
    }
    done.add(paths);
  }
}

/** Starts the next update as soon as EKS takes one; undefined when nothing is left to change. */
function startNext(
  name: string,
  updatesOf: (found: Cluster) => ClusterUpdate[],
  systems: Systems,
) {
  const isBusy = {
    waiting: `Another update of EKS cluster ${name} is running`,
  };
  return waitFor<{ updateId: string; paths: string } | undefined>(
    async () => {
      const found = await findCluster(systems.aws, name);
      const status = found?.status ?? 'gone';
      // Of one that FAILED only the deletion protection can be changed; EKS says so itself.
      if (!found || !['ACTIVE', 'UPDATING', 'FAILED'].includes(status)) {
        throw new Error(
          `EKS cluster ${name} is ${status}, so it cannot be changed`,
        );
      }
      const [next] = updatesOf(found);
      if (!next) return { done: undefined };
      if (status === 'UPDATING') return isBusy;
      const paths = next.fields.map(({ path }) => path).join(', ');
      try {
        const request = new UpdateClusterConfigCommand({
          name,
          ...next.request,
        });
        const { update } = await whilePropagating(systems, {
          call: () => systems.aws.eks(request),
          isNotYet: isNotPropagated,
          waiting: 'Waiting for the new IAM roles to take effect in EKS',
        });
        systems.did(`Changing ${paths} of EKS cluster ${name}.`);
        return { done: { updateId: update?.id ?? '', paths } };
      } catch (error) {
        if (awsErrorName(error) !== 'ResourceInUse') throw error;
        return isBusy;
      }
    },
    systems,
    { limitSeconds: UPDATE_LIMIT_SECONDS },
  );
}

async function awaitUpdate(
  name: string,
  updateId: string,
  paths: string,
  systems: Systems,
) {
  await waitFor(
    outlastTransient(async () => {
      const { update } = await systems.aws.eks(
        new DescribeUpdateCommand({ name, updateId }),
      );
      if (update?.status === 'Successful') return { done: undefined };
      if (update?.status === 'Failed' || update?.status === 'Cancelled') {
        const errors = (update.errors ?? [])
          .map(({ errorCode, errorMessage }) => `${errorCode}: ${errorMessage}`)
          .join('; ');
        throw new Error(
          `the update of ${paths} ended as ${update.status}: ${
            errors || 'EKS names no reason'
          }`,
        );
      }
      return { waiting: `EKS is changing ${paths}` };
    }),
    systems,
    { limitSeconds: UPDATE_LIMIT_SECONDS },
  );
}
