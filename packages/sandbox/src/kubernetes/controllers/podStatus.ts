import { JsonObject, record, records, text } from '../json';
import { KubeObject, timestamp } from '../object';
import { withTransitions } from './conditions';
import { backOff, ContainerLife, PodLife } from './podLife';

/** The status of a scheduled pod, from what its containers do. */
export function podStatus(
  pod: KubeObject,
  life: PodLife,
  { at, address }: { at: number; address: string },
): JsonObject {
  const before = record(pod.status);
  const containers = records(record(pod.spec).containers);
  const lives = containers.map(one =>
    life.containers.get(text(one.name) ?? ''),
  );
  const ready = lives.every(one => one?.state.is === 'running');
  const done = lives.every(one => one?.state.is === 'done');
  const begun = lives.some(one => one && one.state.is !== 'waiting');
  const condition = (type: string, holds: boolean, reason?: string) => ({
    type,
    status: holds ? 'True' : 'False',
    ...(!holds && reason && { reason }),
  });
  const unready = done ? 'PodCompleted' : 'ContainersNotReady';
  return {
    ...before,
    phase: phaseOf(begun, done),
    conditions: withTransitions(
      before.conditions,
      [
        condition('PodReadyToStartContainers', begun),
        condition('Initialized', true),
        condition('Ready', ready, unready),
        condition('ContainersReady', ready, unready),
        condition('PodScheduled', true),
      ],
      at,
    ),
    startTime: timestamp(life.scheduledAt ?? at),
    ...(begun && { podIP: address, podIPs: [{ ip: address }] }),
    containerStatuses: containers.map((container, index) =>
      containerStatus(container, lives[index]),
    ),
    qosClass: 'Burstable',
  };
}

function containerStatus(
  container: JsonObject,
  life: ContainerLife | undefined,
): JsonObject {
  const running = life?.state.is === 'running';
  return {
    name: container.name,
    image: container.image,
    imageID: '',
    ready: running,
    started: running,
    restartCount: life?.restarts ?? 0,
    ...statesOf(life),
  };
}

function statesOf(life: ContainerLife | undefined): JsonObject {
  if (!life) {
    return {
      state: { waiting: { reason: 'ContainerCreating' } },
      lastState: {},
    };
  }
  const { state } = life;
  switch (state.is) {
    case 'waiting': {
      const { reason, message } = state;
      return { state: { waiting: { reason, message } }, lastState: {} };
    }
    case 'running':
      return {
        state: { running: { startedAt: timestamp(state.since) } },
        lastState: {},
      };
    case 'done':
      return {
        state: { terminated: terminated(state.since, 0, 'Completed') },
        lastState: {},
      };
    default:
      return {
        state: {
          waiting: {
            reason: 'CrashLoopBackOff',
            message: `back-off ${
              backOff(life.restarts) / 1000
            }s restarting failed container`,
          },
        },
        lastState: { terminated: terminated(state.at, 1, 'Error') },
      };
  }
}

function terminated(at: number, exitCode: number, reason: string): JsonObject {
  return {
    exitCode,
    reason,
    startedAt: timestamp(at),
    finishedAt: timestamp(at),
  };
}

function phaseOf(begun: boolean, done: boolean): string {
  if (done) return 'Succeeded';
  return begun ? 'Running' : 'Pending';
}
