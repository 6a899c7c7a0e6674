import { World } from '../../world';

/** Ends the Kubernetes APIs of all clusters. */
export async function stopClusters(world: World) {
  await Promise.all(
    Array.from(world.aws.clusters.values(), cluster => cluster.stop?.()),
  );
}
