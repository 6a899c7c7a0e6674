// What the clock has made of the clusters.
import { World } from '../../world';
import { clusterArn } from '../arn';
import { RestCall } from '../restJson';
import { Cluster } from '../state';
import { invalidRequest, resourceNotFound } from './errors';

export type ClusterStatus =
  | 'CREATING'
  | 'ACTIVE'
  | 'UPDATING'
  | 'DELETING'
  | 'FAILED';

export function clusterStatus(world: World, cluster: Cluster): ClusterStatus {
  if (cluster.deletedAt !== undefined) return 'DELETING';
  if (!world.elapsed(cluster.createdAt, world.timings.clusterCreate)) {
    return 'CREATING';
  }
  if (cluster.failure) return 'FAILED';
  const updating = cluster.updates.some(update => !update.over);
  return updating ? 'UPDATING' : 'ACTIVE';
}

/** Lets deletions and updates take effect that are over by now. */
export function settleClusters(world: World) {
  const { clusterDelete, clusterUpdate } = world.timings;
  for (const cluster of world.aws.clusters.values()) {
    if (
      cluster.deletedAt !== undefined &&
      world.elapsed(cluster.deletedAt, clusterDelete)
    ) {
      endDeletion(world, cluster);
    }
    for (const update of cluster.updates) {
      if (update.over || !world.elapsed(update.createdAt, clusterUpdate)) {
        continue;
      }
      if (!update.failure) Object.assign(cluster.config, update.change);
      update.over = true;
    }
  }
}

function endDeletion(world: World, cluster: Cluster) {
  if (!cluster.deletionFailure) {
    world.aws.clusters.delete(cluster.arn);
    return;
  }
  cluster.failure = cluster.deletionFailure;
  cluster.deletionFailure = undefined;
  cluster.deletedAt = undefined;
}

/** The caller's cluster of that name, whatever its status; ResourceNotFoundException otherwise. */
export function findCluster(call: RestCall, name: string): Cluster {
  settleClusters(call.world);
  const cluster = call.world.aws.clusters.get(
    clusterArn({
      accountId: call.caller.accountId,
      region: call.region,
      name,
    }),
  );
  if (!cluster) {
    throw resourceNotFound(`No cluster found for name: ${name}.`, name);
  }
  return cluster;
}

/** As findCluster, for what needs a cluster that works. */
export function findUsableCluster(call: RestCall, name: string): Cluster {
  const cluster = findCluster(call, name);
  const status = clusterStatus(call.world, cluster);
  if (status !== 'ACTIVE' && status !== 'UPDATING') {
    throw invalidRequest(
      `Cluster '${name}' is not in ACTIVE status: ${status}`,
      name,
    );
  }
  return cluster;
}
