import type { Fleet } from 'backstage-plugin-humanitec-eks-common';
import { PlannedCluster, seedFleet } from 'seed-fleet';
import { instantTimings } from 'sandbox';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventBus } from '../../__testUtils__/eventBus';
import { startStack, Stack } from '../../__testUtils__/startStack';

type Query = Record<string, string | string[]>;

/** A stack whose sandbox holds bound clusters from the start, which the catalog's provider then finds. */
export interface FleetStack extends Stack {
  clusters: PlannedCluster[];
  bus: ReturnType<typeof eventBus>;
  /** Calls since the log was last cleared, `eks DescribeCluster`; those for credentials are left out. */
  calls(): string[];
}

/** Accounts that the clusters are in; the second of them can be left out of app-config. */
const accounts = ['111122223333', '444455556666'];

export async function startFleetStack(
  count: number,
  options: Parameters<typeof startStack>[1] = {},
): Promise<FleetStack> {
  const bus = eventBus();
  let clusters: PlannedCluster[] = [];
  const stack = await startStack(instantTimings, {
    ...options,
    appConfig: {
      aws: {
        accounts: accounts.map(accountId => ({
          accountId,
          roleName: 'backstage-humanitec-eks',
        })),
      },
      ...options.appConfig,
    },
    features: [bus.feature, ...(options.features ?? [])],
    before: async sandbox => {
      clusters = await seedFleet(sandbox.url, count);
      await options.before?.(sandbox);
    },
  });
  return {
    ...stack,
    clusters,
    bus,
    calls: () =>
      stack.sandbox.world.calls
        .all()
        .filter(({ system }) => system !== 'sts')
        .map(({ system, operation }) => `${system} ${operation}`),
  };
}

/** One answer of `GET /v1/bindings`. */
export async function readFleet(
  { api }: Pick<Stack, 'api'>,
  query: Query = {},
): Promise<Fleet> {
  const { status, body } = await api
    .get('/api/humanitec-eks/v1/bindings')
    .query(query);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

/** The answer as soon as it is so; fails when it never is. */
export async function untilFleet(
  person: Pick<Stack, 'api'>,
  isSo: (fleet: Fleet) => boolean,
  query: Query = {},
): Promise<Fleet> {
  for (let tries = 0; tries < 300; tries += 1) {
    const fleet = await readFleet(person, query);
    if (isSo(fleet)) return fleet;
    await sleep(100);
  }
  throw new Error('the fleet did not become what was waited for');
}

/** After the first look at so many clusters. */
export function lookedAt(count: number) {
  return ({ items, total, refreshing }: Fleet): boolean =>
    total === count &&
    !refreshing &&
    items.every(({ verdict }) => verdict !== undefined);
}

/** One answer as if a minute had passed, so that a new look is begun. */
export async function readFleetLater(
  person: Pick<Stack, 'api'>,
): Promise<Fleet> {
  const { now } = Date;
  const clock = jest
    .spyOn(Date, 'now')
    .mockImplementation(() => now() + 61_000);
  try {
    return await readFleet(person);
  } finally {
    clock.mockRestore();
  }
}
