// The server: one address for AWS, Humanitec and the sandbox's own controls.
import { adminHandlers } from './admin/handlers';
import { awsHandlers } from './aws/handlers';
import { judgeBy } from './contracts/judge';
import { violationHandlers, Violations } from './contracts/violations';
import type { Exchange } from './exchange';
import { humanitecHandlers } from './humanitec/handlers';
import { listen, OnExchange } from './listen';
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
  /** What went over the wire otherwise than the vendors publish; undefined when nobody judges. */
  violations?: Violations;
  /** Rejects with the violations that nobody forgave. */
  close(): Promise<void>;
}

/**
 * Starts a seeded world and answers for it on the loopback interface.
 *
 * @param options - port 0 (default) takes a free one; timings are in seconds; with a
 *   folder of `contracts` (by default CONTRACTS_DIR of the environment) every exchange is
 *   held against them; `onExchange` hears of each
 */
export async function startSandbox(
  options: {
    port?: number;
    timings?: Partial<Timings>;
    contracts?: string;
    onExchange?: (exchange: Exchange) => void;
  } = {},
): Promise<Sandbox> {
  const world = new World(options.timings);
  seed(world);
  const contracts = options.contracts ?? process.env.CONTRACTS_DIR;
  const violations = contracts ? judged(world, contracts) : undefined;
  if (options.onExchange) world.exchanges.onExchange(options.onExchange);
  const listener = await listen(
    url => {
      world.awsUrl = `${url}/aws`;
      return [
        ...awsHandlers(world, `${url}/aws`),
        ...humanitecHandlers(world, `${url}/humanitec`),
        ...violationHandlers(violations, `${url}/_sandbox`),
        ...adminHandlers(world, `${url}/_sandbox`),
      ];
    },
    {
      port: options.port,
      onExchange: world.exchanges.wanted
        ? exchange => handOn(world, exchange)
        : undefined,
    },
  );
  return {
    url: listener.url,
    awsUrl: `${listener.url}/aws`,
    humanitecUrl: `${listener.url}/humanitec`,
    world,
    snapshot: async () => takeSnapshot(world),
    restore: snapshot => restoreSnapshot(world, snapshot),
    violations,
    close: async () => {
      await world.kubernetesServers.stopAll();
      await listener.close();
      violations?.refuse();
    },
  };
}

/** From now on every exchange of this world is held against the contracts. */
function judged(world: World, contracts: string): Violations {
  const judge = judgeBy(contracts);
  const violations = new Violations();
  world.exchanges.onExchange(exchange => violations.examine(judge, exchange));
  return violations;
}

/** The systems stand side by side on one address; the controls are none of them. */
function handOn(world: World, exchange: Parameters<OnExchange>[0]) {
  const [, system, target] =
    /^\/(aws|humanitec)(?=\/|\?|$)(.*)$/.exec(exchange.request.target) ?? [];
  if (system !== 'aws' && system !== 'humanitec') return;
  const request = { ...exchange.request, target };
  world.exchanges.ended({ ...exchange, system, request });
}
