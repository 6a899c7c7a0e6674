// The server: one address for AWS, Humanitec and the sandbox's own controls.
import { adminHandlers } from './admin/handlers';
import { awsHandlers } from './aws/handlers';
import { humanitecHandlers } from './humanitec/handlers';
import { listen } from './listen';
import { seed } from './seed';
import { restoreSnapshot, Snapshot, takeSnapshot } from './snapshot';
import { Timings } from './timings';
import { World } from './world';

export interface Sandbox {
  /** `http://127.0.0.1:PORT` */
  url: string;
  /** For AWS_ENDPOINT_URL. */
  awsUrl: string;
  /** For `humanitecEks.…apiBaseUrl`. */
  humanitecUrl: string;
  world: World;
  /** Keeps everything that the three systems hold now. */
  snapshot(): Promise<Snapshot>;
  /** Puts the three systems back to what they were then; any number of times, in any order. */
  restore(snapshot: Snapshot): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a seeded world and answers for it on the loopback interface.
 *
 * @param options - port 0 (default) takes a free one; timings are in seconds
 */
export async function startSandbox(
  options: { port?: number; timings?: Partial<Timings> } = {},
): Promise<Sandbox> {
  const world = new World(options.timings);
  seed(world);
  const listener = await listen(
    url => {
      world.awsUrl = `${url}/aws`;
      return [
        ...awsHandlers(world, `${url}/aws`),
        ...humanitecHandlers(world, `${url}/humanitec`),
        ...adminHandlers(world, `${url}/_sandbox`),
      ];
    },
    { port: options.port },
  );
  return {
    url: listener.url,
    awsUrl: `${listener.url}/aws`,
    humanitecUrl: `${listener.url}/humanitec`,
    world,
    snapshot: async () => takeSnapshot(world),
    restore: snapshot => restoreSnapshot(world, snapshot),
    close: async () => {
      await world.kubernetesServers.stopAll();
      await listener.close();
    },
  };
}
