import { text } from '../json';
import { at as fieldAt, record } from '../json';
import { KubeObject } from '../object';
import { builtin } from '../resources';
import { withTransitions } from './conditions';
import { tell } from './events';
import { Moment } from './moment';
import {
  autoModeAnswer,
  nodesOf,
  nodesOnTheWay,
  orderNode,
  podsPerNode,
} from './nodes';

const pods = builtin('', 'pods');

/** Puts pods on nodes; for those that find none, Auto Mode is asked for one. */
export function schedulePods(moment: Moment) {
  const { api } = moment;
  const all = api.store.list(pods);
  const load = new Map(nodesOf(moment).map(node => [node.metadata.name, 0]));
  for (const pod of all) {
    const node = nodeName(pod);
    if (node) load.set(node, (load.get(node) ?? 0) + 1);
  }
  const waiting: KubeObject[] = [];
  for (const pod of all) {
    if (nodeName(pod)) continue;
    const free = [...load].find(([, count]) => count < podsPerNode);
    if (free) {
      load.set(free[0], free[1] + 1);
      place(moment, pod, free[0]);
    } else {
      waiting.push(pod);
    }
  }
  if (waiting.length > nodesOnTheWay(moment) * podsPerNode) orderNode(moment);
  for (const pod of waiting) markUnschedulable(moment, pod);
}

function nodeName(pod: KubeObject): string | undefined {
  return text(fieldAt(pod, 'spec', 'nodeName'));
}

function place(moment: Moment, pod: KubeObject, node: string) {
  const { api, world, at } = moment;
  api.pods.set(pod.metadata.uid, {
    scheduledAt: at,
    dueAt: at + world.timings.podStart * 1000,
    containers: new Map(),
  });
  const placed = api.store.replace(pods, {
    ...pod,
    spec: { ...record(pod.spec), nodeName: node },
  });
  tell(moment, placed, 'default-scheduler', {
    type: 'Normal',
    reason: 'Scheduled',
    message: `Successfully assigned ${pod.metadata.namespace}/${pod.metadata.name} to ${node}`,
  });
}

function markUnschedulable(moment: Moment, pod: KubeObject) {
  const { api, at } = moment;
  const status = record(pod.status);
  const message = 'no nodes available to schedule pods';
  const marked = api.store.replace(pods, {
    ...pod,
    status: {
      ...status,
      phase: 'Pending',
      conditions: withTransitions(
        status.conditions,
        [
          {
            type: 'PodScheduled',
            status: 'False',
            reason: 'Unschedulable',
            message,
          },
        ],
        at,
      ),
    },
  });
  if (marked !== pod) {
    const event = { type: 'Warning', reason: 'FailedScheduling' } as const;
    tell(moment, marked, 'default-scheduler', { ...event, message });
    const answer = autoModeAnswer(moment);
    if (answer) tell(moment, marked, 'eks-auto-mode/compute', answer);
  }
}
