import { z } from 'zod';
import { restOperation } from '../restJson';
import { clusterStatus, findCluster, settleClusters } from './clusterStatus';
import { describeCluster } from './describeCluster';
import { invalidRequest, resourceInUse } from './errors';
import { eksPage, paging } from './shapes';

export const DescribeCluster = restOperation({
  method: 'get',
  path: '/clusters/:name',
  write: false,
  input: z.object({ name: z.string() }),
  run: (call, { name }) => ({
    cluster: describeCluster(call.world, findCluster(call, name)),
  }),
});

export const ListClusters = restOperation({
  method: 'get',
  path: '/clusters',
  write: false,
  input: z.object(paging),
  run: ({ world, caller, region }, request) => {
    settleClusters(world);
    const names = [...world.aws.clusters.values()]
      .filter(
        cluster =>
          cluster.accountId === caller.accountId && cluster.region === region,
      )
      .map(({ name }) => name)
      .sort();
    const { members, rest } = eksPage(names, request);
    return { clusters: members, ...rest };
  },
});

export const DeleteCluster = restOperation({
  method: 'delete',
  path: '/clusters/:name',
  write: true,
  input: z.object({ name: z.string() }),
  run: async (call, { name }) => {
    const { world } = call;
    const cluster = findCluster(call, name);
    const status = clusterStatus(world, cluster);
    if (cluster.config.deletionProtection) {
      throw invalidRequest(
        `Cluster ${name} has deletion protection enabled: disable it before you delete the cluster`,
        name,
      );
    }
    if (cluster.nodegroups.size > 0) {
      throw resourceInUse('Cluster has nodegroups attached', name);
    }
    if (status === 'CREATING' || status === 'UPDATING') {
      throw resourceInUse(
        `Cannot delete because cluster ${name} currently has an operation in progress: ${status}`,
        name,
      );
    }
    if (status !== 'DELETING') {
      cluster.deletedAt = world.clock.now();
      cluster.deletionFailure = call.failLater;
      world.kubernetes.forget(cluster);
      await world.kubernetesServers.stop(cluster.id);
    }
    return { cluster: describeCluster(world, cluster) };
  },
});
