import { World } from '../../world';
import { Cluster } from '../state';

/** Ends the cluster's Kubernetes API; it can be called again. */
export async function stopCluster(cluster: Cluster) {
  const { stop } = cluster;
  cluster.stop = undefined;
  await stop?.();
}

/** Ends the Kubernetes APIs of all clusters. */
export async function stopClusters(world: World) {
  await Promise.all(Array.from(world.aws.clusters.values(), stopCluster));
}
