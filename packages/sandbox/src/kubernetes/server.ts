import { createServerCertificate } from '../aws/certificates';
import { Cluster } from '../aws/state';
import { listen, Listener } from '../listen';
import { World } from '../world';
import { kubernetesHandlers } from './handlers';

/** The Kubernetes APIs that listen. They outlive the objects of a world that is put back to what it was. */
export class KubernetesServers {
  /** By the cluster's ID. */
  private readonly running = new Map<string, Promise<Listener>>();

  /**
   * Starts the cluster's Kubernetes API, with a certificate of the cluster's own authority, and writes its address
   * into the cluster. One that runs goes on.
   *
   * The address that the cluster had is taken again if it is free.
   */
  async start(world: World, cluster: Cluster) {
    const port = cluster.endpoint ? Number(new URL(cluster.endpoint).port) : 0;
    const listener =
      this.running.get(cluster.id) ??
      listenFor(world, cluster, port).catch(error => {
        if (port === 0 || error.code !== 'EADDRINUSE') throw error;
        return listenFor(world, cluster, 0);
      });
    this.running.set(cluster.id, listener);
    try {
      cluster.endpoint = (await listener).url;
    } catch (error) {
      this.running.delete(cluster.id);
      throw error;
    }
  }

  /** Ends the cluster's Kubernetes API; it can be called again. */
  async stop(clusterId: string) {
    const listener = this.running.get(clusterId);
    this.running.delete(clusterId);
    await (await listener)?.close();
  }

  /** Ends the Kubernetes APIs of all clusters but these. */
  async stopAll(except: ReadonlySet<string> = new Set()) {
    const ids = [...this.running.keys()].filter(id => !except.has(id));
    await Promise.all(ids.map(id => this.stop(id)));
  }
}

async function listenFor(
  world: World,
  { arn, id, ca }: Cluster,
  port: number,
): Promise<Listener> {
  const tls = await createServerCertificate(ca);
  return listen(url => kubernetesHandlers(world, { arn, id }, url), {
    port,
    tls,
    onExchange: world.exchanges.wanted
      ? exchange => world.exchanges.ended({ ...exchange, system: 'kubernetes' })
      : undefined,
  });
}
