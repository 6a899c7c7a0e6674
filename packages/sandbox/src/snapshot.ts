// Keeps what the three systems hold, and puts them back to it.
import { AwsState } from './aws/state';
import { copyOf } from './copy';
import { HumanitecState } from './humanitec/state';
import { ClusterApi, KubernetesState } from './kubernetes/state';
import { World } from './world';

/** All that the three systems held at one time. Faults, timings and the call log are no part of it. */
export interface Snapshot {
  /** Milliseconds since the epoch, by the world's clock. */
  readonly takenAt: number;
  readonly undone: World['undone'];
  readonly aws: AwsState;
  readonly humanitec: HumanitecState;
  /** By the cluster's ID. */
  readonly kubernetes: ReadonlyMap<string, ClusterApi>;
}

export function takeSnapshot(world: World): Snapshot {
  return {
    takenAt: world.clock.now(),
    undone: world.undone,
    aws: copyOf(world.aws),
    humanitec: copyOf(world.humanitec),
    kubernetes: new Map(
      world.kubernetes.all().map(([{ id }, api]) => [id, api.copy()]),
    ),
  };
}

/**
 * Puts the three systems back to what they were. The clock goes on: what was under way then is under way again and
 * takes as long as it still had to. Sessions stay valid, those given out since too, as long as their role is the same.
 */
export async function restoreSnapshot(world: World, snapshot: Snapshot) {
  const now = world.clock.now();
  const before = { aws: world.aws, kubernetes: world.kubernetes };
  const { takenAt } = snapshot;
  world.undone = [...snapshot.undone, { from: takenAt, to: now }];
  world.aws = copyOf(snapshot.aws);
  world.humanitec = copyOf(snapshot.humanitec);
  world.kubernetes = new KubernetesState();
  for (const cluster of world.aws.clusters.values()) {
    const api = snapshot.kubernetes.get(cluster.id)?.copy();
    if (!api) continue;
    api.postpone(takenAt, now - takenAt);
    const replaced = before.kubernetes.find(cluster.id);
    if (replaced) api.store.replaceStore(replaced.store);
    world.kubernetes.set(cluster, api);
  }
  keepSessions(before.aws, world.aws);
  await runServers(world);
}

function keepSessions(from: AwsState, to: AwsState) {
  for (const [id, key] of from.accessKeys) {
    if (key.owner.kind === 'session') to.accessKeys.set(id, key);
  }
}

/** Lets those and only those clusters be reached that are there. */
async function runServers(world: World) {
  const present = [...world.aws.clusters.values()].filter(
    ({ deletedAt }) => deletedAt === undefined,
  );
  await world.kubernetesServers.stopAll(new Set(present.map(({ id }) => id)));
  await Promise.all(
    present.map(cluster => world.kubernetesServers.start(world, cluster)),
  );
}
