import { z } from 'zod';
import { restOperation } from '../restJson';
import { Cluster, ClusterUpdate } from '../state';
import { clusterStatus, findCluster, findUsableCluster } from './clusterStatus';
import { resourceInUse, resourceNotFound } from './errors';
import { eksPage, paging, seconds } from './shapes';
import { updateClusterConfigInput } from './clusterRequest';
import { plannedUpdate } from './plannedUpdate';
import { randomUUID } from 'node:crypto';

/** Starts an update; it takes effect when it is over. One at a time. */
export const UpdateClusterConfig = restOperation({
  method: 'post',
  path: '/clusters/:name/update-config',
  write: true,
  input: updateClusterConfigInput,
  run: (call, request) => {
    const { world } = call;
    const cluster = findUsableCluster(call, request.name);
    const token = request.clientRequestToken;
    const repeated = cluster.updates.find(
      one => token !== undefined && one.clientRequestToken === token,
    );
    if (repeated) return { update: describe(repeated) };
    const planned = plannedUpdate(world, cluster, request);
    if (clusterStatus(world, cluster) === 'UPDATING') {
      const running = cluster.updates.find(one => !one.applied);
      throw resourceInUse(
        `Cannot ${planned.type} because cluster ${request.name} currently has update ${running?.id} in progress`,
        request.name,
      );
    }
    const update = {
      ...planned,
      id: randomUUID(),
      createdAt: world.clock.now(),
      applied: false,
      clientRequestToken: token,
    };
    cluster.updates.push(update);
    return { update: describe(update) };
  },
});

export const DescribeUpdate = restOperation({
  method: 'get',
  path: '/clusters/:name/updates/:updateId',
  write: false,
  input: z.object({ name: z.string(), updateId: z.string() }),
  run: (call, { name, updateId }) => {
    const update = findUpdate(findCluster(call, name), updateId);
    return { update: describe(update) };
  },
});

export const ListUpdates = restOperation({
  method: 'get',
  path: '/clusters/:name/updates',
  write: false,
  input: z.object({ ...paging, name: z.string() }),
  run: (call, { name, ...request }) => {
    const ids = findCluster(call, name).updates.map(({ id }) => id);
    const { members, rest } = eksPage(ids.reverse(), request);
    return { updateIds: members, ...rest };
  },
});

function findUpdate(cluster: Cluster, id: string): ClusterUpdate {
  const update = cluster.updates.find(one => one.id === id);
  if (!update) {
    throw resourceNotFound(`No update found for ID: ${id}`, cluster.name);
  }
  return update;
}

function describe(update: ClusterUpdate) {
  return {
    id: update.id,
    status: update.applied ? 'Successful' : 'InProgress',
    type: update.type,
    params: update.params,
    createdAt: seconds(update.createdAt),
    errors: [],
  };
}
