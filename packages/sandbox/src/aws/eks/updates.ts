import { z } from 'zod';
import { restOperation } from '../restJson';
import { Cluster, ClusterUpdate } from '../state';
import { updateClusterConfigInput } from './clusterRequest';
import { clusterStatus, findCluster, findUsableCluster } from './clusterStatus';
import { resourceNotFound } from './errors';
import { plannedUpdate } from './plannedUpdate';
import { eksPage, paging } from './shapes';
import { describeUpdate, startUpdate } from './startUpdate';

export const UpdateClusterConfig = restOperation({
  method: 'post',
  path: '/clusters/:name/update-config',
  write: true,
  input: updateClusterConfigInput,
  run: (call, request) => {
    const { world } = call;
    const { name, deletionProtection } = request;
    const found = findCluster(call, name);
    // The only way out for a protected cluster that failed; nothing is documented.
    const cluster =
      clusterStatus(world, found) === 'FAILED' &&
      deletionProtection !== undefined
        ? found
        : findUsableCluster(call, name);
    return startUpdate(call, cluster, request, () =>
      plannedUpdate(world, cluster, request),
    );
  },
});

export const DescribeUpdate = restOperation({
  method: 'get',
  path: '/clusters/:name/updates/:updateId',
  write: false,
  input: z.object({ name: z.string(), updateId: z.string() }),
  run: (call, { name, updateId }) => {
    const update = findUpdate(findCluster(call, name), updateId);
    return { update: describeUpdate(update) };
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
