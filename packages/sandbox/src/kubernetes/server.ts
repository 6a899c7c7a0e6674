import { createServerCertificate } from '../aws/certificates';
import { Cluster } from '../aws/state';
import { listen, Listener } from '../listen';
import { World } from '../world';
import { kubernetesHandlers } from './handlers';

/**
 * Starts the cluster's Kubernetes API on a free port, with a certificate of the
 * cluster's own authority. Asked again, it gives the same listener.
 */
export function startKubernetesApi(
  world: World,
  cluster: Cluster,
): Promise<Listener> {
  const api = world.kubernetes.of(world, cluster);
  api.listener ??= start(world, cluster);
  return api.listener;
}

async function start(world: World, cluster: Cluster): Promise<Listener> {
  const tls = await createServerCertificate(cluster.ca);
  const state = world.kubernetes;
  const listener = await listen(
    url => kubernetesHandlers(world, cluster, url),
    { tls },
  );
  return {
    url: listener.url,
    close: async () => {
      state.forget(cluster);
      await listener.close();
    },
  };
}
