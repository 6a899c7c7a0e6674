import {
  at as fieldAt,
  Json,
  JsonObject,
  number,
  record,
  records,
  text,
} from '../json';
import { KubeObject, timestamp } from '../object';
import { withTransitions } from './conditions';

/** What the controller sees of a Deployment's ReplicaSets. */
export interface Rollout {
  /** Of the template that is wanted. */
  current: KubeObject | undefined;
  /** Of all its ReplicaSets. */
  pods: number;
  ready: number;
  /** Pods of the current one. */
  updated: number;
  /** Milliseconds. */
  at: number;
}

/** The status of a Deployment. Pure. */
export function deploymentStatus(
  deployment: KubeObject,
  rollout: Rollout,
): JsonObject {
  const { pods, ready, updated, current, at } = rollout;
  const spec = record(deployment.spec);
  const wanted = number(spec.replicas) ?? 1;
  const rolling = record(record(spec.strategy).rollingUpdate);
  const allowed = share(rolling.maxUnavailable, wanted, Math.floor);
  const failure = records(fieldAt(current, 'status', 'conditions'))[0];
  return {
    observedGeneration: deployment.metadata.generation,
    ...nonZero({
      replicas: pods,
      updatedReplicas: updated,
      readyReplicas: ready,
      availableReplicas: ready,
      unavailableReplicas: Math.max(0, wanted - ready),
    }),
    conditions: withUpdates(
      fieldAt(deployment, 'status', 'conditions'),
      [
        available(ready >= wanted - allowed),
        progressing(deployment, rollout, wanted),
        ...(failure ? [failure] : []),
      ],
      at,
    ),
  };
}

/** When, in milliseconds, the rollout will have taken too long; undefined when it is over. */
export function progressDeadline(deployment: KubeObject): number | undefined {
  const condition = progressCondition(deployment);
  if (
    condition?.status !== 'True' ||
    condition.reason === 'NewReplicaSetAvailable'
  ) {
    return undefined;
  }
  const since = Date.parse(text(condition.lastUpdateTime) ?? '');
  const seconds =
    number(fieldAt(deployment, 'spec', 'progressDeadlineSeconds')) ?? 600;
  return since + seconds * 1000;
}

/** `25%` of the replicas, or a plain number. */
export function share(
  value: Json | undefined,
  replicas: number,
  round: (value: number) => number,
): number {
  if (typeof value === 'number') return value;
  return round((Number.parseInt(String(value ?? 0), 10) / 100) * replicas);
}

function nonZero(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts).filter(([, count]) => count > 0),
  );
}

function available(holds: boolean): JsonObject {
  return {
    type: 'Available',
    status: holds ? 'True' : 'False',
    reason: `MinimumReplicas${holds ? 'Available' : 'Unavailable'}`,
    message: `Deployment ${
      holds ? 'has' : 'does not have'
    } minimum availability.`,
  };
}

/**
 * A rollout that has run out of time stays so until something moves forward.
 *
 * Source of the rules: Kubernetes documentation, "Deployments", progressing and failed.
 */
function progressing(
  deployment: KubeObject,
  rollout: Rollout,
  wanted: number,
): JsonObject {
  const { current, pods, ready, updated, at } = rollout;
  const set = `ReplicaSet "${current?.metadata.name}"`;
  const type = 'Progressing';
  if (updated === wanted && ready === wanted && pods === wanted) {
    return {
      type,
      status: 'True',
      reason: 'NewReplicaSetAvailable',
      message: `${set} has successfully progressed.`,
    };
  }
  const before = progressCondition(deployment);
  const isNew = !text(before?.message)?.startsWith(set);
  if (before && !isNew && !hasMoved(deployment, rollout)) {
    const deadline = progressDeadline(deployment) ?? Infinity;
    if (before.status === 'False' || at > deadline) {
      return {
        type,
        status: 'False',
        reason: 'ProgressDeadlineExceeded',
        message: `${set} has timed out progressing.`,
      };
    }
    return {
      type,
      status: 'True',
      reason: 'ReplicaSetUpdated',
      message: `${set} is progressing.`,
    };
  }
  return {
    type,
    status: 'True',
    reason: 'ReplicaSetUpdated',
    message: `${set} is progressing.`,
    lastUpdateTime: timestamp(at),
  };
}

function progressCondition({ status }: KubeObject): JsonObject | undefined {
  return records(fieldAt(status, 'conditions')).find(
    ({ type }) => type === 'Progressing',
  );
}

/** More pods of the new template, more that are ready, or fewer of the old ones. */
function hasMoved(
  { status }: KubeObject,
  { pods, ready, updated }: Rollout,
): boolean {
  const before = (field: string) => number(fieldAt(status, field)) ?? 0;
  const oldBefore = before('replicas') - before('updatedReplicas');
  return (
    updated > before('updatedReplicas') ||
    ready > before('readyReplicas') ||
    pods - updated < oldBefore
  );
}

/** Conditions of a Deployment also say when they were last renewed. */
function withUpdates(
  previous: Json | undefined,
  wanted: JsonObject[],
  at: number,
): JsonObject[] {
  return withTransitions(previous, wanted, at).map(condition => {
    const before = records(previous).find(one => one.type === condition.type);
    const same =
      before?.reason === condition.reason &&
      before?.status === condition.status;
    const kept = same ? before?.lastUpdateTime : undefined;
    return {
      ...condition,
      lastUpdateTime: condition.lastUpdateTime ?? kept ?? timestamp(at),
    };
  });
}
