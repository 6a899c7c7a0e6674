import { deploymentSchema } from './agentDeployment';
import { agentPods } from './agentPods';
import { judgeRollout, rememberLook, RolloutView } from './agentVerdict';

const marks = {
  'humanitec-eks/key-fingerprint': 'new',
  'humanitec-eks/config-hash': 'c',
};
const ready = [{ type: 'Ready', status: 'True' }];
const unscheduled = [
  { type: 'PodScheduled', status: 'False', message: 'no nodes' },
];

const pod = (
  name: string,
  status: object,
  annotations: Record<string, string> = marks,
) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, annotations },
  status,
});
const waiting = (reason: string, message = '', restartCount = 0) => ({
  containerStatuses: [
    { restartCount, state: { waiting: { reason, message } } },
  ],
});
const event = (reason: string, component: string, lastTimestamp: string) => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: `${reason}${lastTimestamp}` },
  involvedObject: { name: 'a' },
  reason,
  message: `${reason} said`,
  source: { component },
  lastTimestamp,
});

function view(
  pods: ReturnType<typeof pod>[],
  { status = {}, events = [] as ReturnType<typeof event>[], replicas = 2 } = {},
): RolloutView {
  return {
    deployment: deploymentSchema.parse({
      metadata: { generation: 2 },
      spec: {
        replicas,
        template: {
          metadata: { annotations: marks },
          spec: { containers: [{ image: 'x' }] },
        },
      },
      status: { observedGeneration: 2, ...status },
    }),
    pods: agentPods(pods),
    events,
  };
}

const whole = { replicas: 2, updatedReplicas: 2, availableReplicas: 2 };
const judge = (seen: RolloutView, { before = seen, after = 0 } = {}) =>
  judgeRollout(seen, rememberLook(undefined, before, 0), after);

describe('a rollout is done', () => {
  it('when every pod runs the template and is ready', () => {
    const pods = [
      pod('a', { conditions: ready }),
      pod('b', { conditions: ready }),
    ];
    expect(judge(view(pods, { status: whole }))).toEqual({ done: 2 });
  });

  it.each([
    ['the controller has not seen it', { ...whole, observedGeneration: 1 }],
    ['pods of the former template are there', { ...whole, replicas: 3 }],
    ['one is not available', { ...whole, availableReplicas: 1 }],
  ])('not while %s', (_, status) => {
    const pods = [
      pod('a', { conditions: ready }),
      pod('b', { conditions: ready }),
    ];
    expect(judge(view(pods, { status }))).toHaveProperty('waiting');
  });

  it('not while a pod has another key, whatever the counts say', () => {
    const old = { ...marks, 'humanitec-eks/key-fingerprint': 'old' };
    const pods = [
      pod('a', { conditions: ready }),
      pod('b', { conditions: ready }, old),
    ];
    expect(judge(view(pods, { status: whole }))).toHaveProperty('waiting');
  });

  it('not with no pods at all', () => {
    expect(judge(view([], { replicas: 0 }))).toHaveProperty('waiting');
  });
});

describe('a rollout is lost at once', () => {
  it.each([
    ['an image name that is none', waiting('InvalidImageName'), /Invalid/],
    [
      'an image that is not there',
      waiting('ErrImagePull', 'manifest unknown'),
      /ErrImagePull: manifest unknown/,
    ],
    [
      'a registry that refuses',
      waiting('ImagePullBackOff', '401 Unauthorized'),
      /cannot pull its image/,
    ],
    ['a third crash', waiting('CrashLoopBackOff', '', 3), /pod a crashes/],
  ])('with %s', (_, status, why) => {
    expect(judge(view([pod('a', status)]))).toEqual(
      expect.objectContaining({ failed: expect.stringMatching(why) }),
    );
  });

  it('with pods that Kubernetes refuses', () => {
    const conditions = [
      {
        type: 'ReplicaFailure',
        status: 'True',
        message: 'exceeded quota: pods',
      },
    ];
    expect(judge(view([], { status: { conditions } }))).toEqual({
      failed: expect.stringContaining('exceeded quota: pods'),
      crashed: undefined,
    });
  });

  it('but not for what ails pods of the former template', () => {
    const old = { ...marks, 'humanitec-eks/key-fingerprint': 'old' };
    const seen = view([pod('a', waiting('InvalidImageName'), old)]);
    expect(judge(seen)).toHaveProperty('waiting');
  });
});

describe('a rollout gets time', () => {
  it.each([
    ['a registry that does not answer', waiting('ImagePullBackOff', 'timeout')],
    ['a Secret that is not there', waiting('CreateContainerConfigError', 'x')],
  ])('for %s, and is lost when that lasts', (_, status) => {
    const seen = view([pod('a', status)]);
    expect(judge(seen, { after: 119_000 })).toHaveProperty('waiting');
    expect(judge(seen, { after: 120_000 })).toHaveProperty('failed');
  });

  it('anew when what ailed it was gone in between', () => {
    const ailing = view([pod('a', waiting('ErrImagePull', 'timeout'))]);
    const first = rememberLook(undefined, ailing, 0);
    const well = rememberLook(first, view([pod('a', {})]), 60_000);
    const again = rememberLook(well, ailing, 90_000);
    expect(judgeRollout(ailing, again, 150_000)).toHaveProperty('waiting');
  });

  it('for a crash or two', () => {
    const seen = view([pod('a', waiting('CrashLoopBackOff', '', 2))]);
    expect(judge(seen, { after: 600_000 })).toHaveProperty('waiting');
  });

  it.each([
    [[], /waiting for a node \(no nodes\)/],
    [
      [
        event('FailedScheduling', 'eks-auto-mode/compute', '2026-01-01T00:00Z'),
        event('Nominated', 'eks-auto-mode/compute', '2026-01-01T00:01Z'),
      ],
      /EKS Auto Mode is bringing a node/,
    ],
    [
      [
        event('FailedScheduling', 'default-scheduler', '2026-01-01T00:01Z'),
        event('FailedScheduling', 'eks-auto-mode/compute', '2026-01-01T00:00Z'),
      ],
      /no node pool of EKS Auto Mode may take pod a \(FailedScheduling said\)/,
    ],
  ])('while it has no node, and says why (%#)', (events, why) => {
    const seen = view([pod('a', { conditions: unscheduled })], { events });
    expect(judge(seen)).toEqual({ waiting: expect.stringMatching(why) });
  });
});

describe('the deadline of a rollout', () => {
  const missed = (lastUpdateTime: string) => ({
    conditions: [
      {
        type: 'Progressing',
        status: 'False',
        reason: 'ProgressDeadlineExceeded',
        lastUpdateTime,
      },
    ],
  });

  it('ends it with what ails the pods', () => {
    const pods = [pod('a', { conditions: unscheduled })];
    const seen = view(pods, { status: missed('2026-01-01T00:10:00Z') });
    expect(judge(seen, { before: view(pods) })).toEqual({
      failed: expect.stringContaining('waiting for a node'),
      crashed: undefined,
    });
  });

  it('counts for nothing when an earlier run has missed it', () => {
    const status = missed('2026-01-01T00:10:00Z');
    expect(judge(view([], { status }))).toHaveProperty('waiting');
  });

  it('of an earlier template counts for nothing', () => {
    const status = { ...missed('x'), observedGeneration: 1 };
    const seen = view([], { status });
    expect(judge(seen, { before: view([]) })).toHaveProperty('waiting');
  });
});
