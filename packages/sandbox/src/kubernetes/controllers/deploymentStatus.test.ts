import { JsonObject, record, records } from '../json';
import { KubeObject } from '../object';
import { deploymentStatus, Rollout } from './deploymentStatus';

const start = Date.parse('2026-01-01T00:00:00Z');

const deployment: KubeObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: 'web',
    uid: 'u',
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
    generation: 1,
  },
  spec: { replicas: 2, progressDeadlineSeconds: 60 },
};

function replicaSet(name: string): KubeObject {
  return { ...deployment, metadata: { ...deployment.metadata, name } };
}

/** The Progressing condition after each look, so many seconds after the start. */
function watched(...looks: [second: number, seen: Partial<Rollout>][]) {
  let status: JsonObject = {};
  return looks.map(([second, seen]) => {
    status = deploymentStatus(
      { ...deployment, status },
      {
        current: replicaSet('web-1'),
        pods: 2,
        updated: 2,
        ready: 0,
        at: start + second * 1000,
        ...seen,
      },
    );
    const { reason, status: holds } = record(
      records(status.conditions).find(({ type }) => type === 'Progressing'),
    );
    return `${holds} ${reason}`;
  });
}

const going = 'True ReplicaSetUpdated';
const late = 'False ProgressDeadlineExceeded';
const done = 'True NewReplicaSetAvailable';

describe('a rollout', () => {
  it('that is stuck runs out of time, and stays so', () => {
    expect(watched([0, {}], [60, {}], [61, {}], [62, {}], [900, {}])).toEqual([
      going,
      going,
      late,
      late,
      late,
    ]);
  });

  it('gets its time anew when a pod becomes ready', () => {
    expect(
      watched(
        [0, {}],
        [50, { ready: 1 }],
        [100, { ready: 1 }],
        [111, { ready: 1 }],
      ),
    ).toEqual([going, going, going, late]);
  });

  it('gets no more time for what goes backwards', () => {
    expect(
      watched([0, { ready: 1 }], [50, { ready: 0 }], [61, { ready: 0 }]),
    ).toEqual([going, going, late]);
  });

  it('that was late is done when all pods are ready', () => {
    expect(watched([0, {}], [61, {}], [90, { ready: 2 }])).toEqual([
      going,
      late,
      done,
    ]);
  });

  it('that was late begins anew with another template', () => {
    const current = replicaSet('web-2');
    expect(
      watched(
        [0, {}],
        [61, {}],
        [70, { current }],
        [130, { current }],
        [131, { current }],
      ),
    ).toEqual([going, late, going, going, late]);
  });
});
