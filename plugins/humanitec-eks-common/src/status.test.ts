import { breaksDeployments } from './breaksDeployments';
import { partIds } from './parts';
import { Change, PartStatus, verdictOf } from './status';

const change = (more: Partial<Change>): Change => ({
  action: 'update',
  kind: 'iam role',
  name: 'x',
  ...more,
});

const inSync: PartStatus = {
  part: 'agent',
  status: 'inSync',
  changes: [],
  facts: [],
};
const missing: PartStatus = {
  part: 'cluster',
  status: 'missing',
  changes: [change({ action: 'create' })],
};
const unknown: PartStatus = {
  part: 'cluster',
  status: 'unknown',
  changes: [],
  system: 'AWS',
  reason: 'no answer',
};
const drifted = (path: string): PartStatus => ({
  part: 'accessRole',
  status: 'drifted',
  changes: [change({ fields: [{ path, to: 1 }] })],
  facts: [],
});

describe('the verdict', () => {
  it.each<[string, PartStatus[], string]>([
    ['all in sync', [inSync, inSync], 'ready'],
    ['nothing there', partIds.map(part => ({ ...missing, part })), 'notBound'],
    [
      'the cluster alone',
      [
        { ...inSync, part: 'cluster' },
        { ...missing, part: 'accessRole' },
      ],
      'notBound',
    ],
    [
      'a cluster that stands in the way alone',
      [
        { ...missing, status: 'foreign' },
        { ...missing, part: 'accessRole' },
      ],
      'broken',
    ],
    ['something missing', [inSync, missing], 'broken'],
    [
      'something foreign',
      [inSync, { ...missing, status: 'foreign' }],
      'broken',
    ],
    ['drift that breaks', [inSync, drifted('AttachedPolicies')], 'broken'],
    ['drift that nobody notices', [inSync, drifted('Tags.team')], 'differs'],
    ['a silent system', [inSync, unknown], 'unknown'],
    ['a silent system and certain trouble', [missing, unknown], 'broken'],
    [
      'a silent system and harmless drift',
      [drifted('Tags.a'), unknown],
      'unknown',
    ],
  ])('with %s', (_, parts, verdict) => {
    expect(verdictOf(parts)).toBe(verdict);
  });
});

describe('the next deployment', () => {
  it.each<[string, Partial<Change>, boolean]>([
    ['needs what is missing', { action: 'create' }, true],
    ['does not miss a surplus key', { action: 'delete' }, false],
    [
      'needs the trust policy',
      { fields: [{ path: 'AssumeRolePolicyDocument', hidden: true }] },
      true,
    ],
    [
      'needs the rights of its group',
      {
        kind: 'kubernetes object',
        name: 'ClusterRole x',
        fields: [{ path: 'rules' }],
      },
      true,
    ],
    [
      'does not notice a label',
      {
        kind: 'kubernetes object',
        name: 'ClusterRole x',
        fields: [{ path: 'metadata.labels.a' }],
      },
      false,
    ],
    [
      'does not notice how the agent is run',
      {
        kind: 'kubernetes object',
        name: 'Deployment x',
        fields: [{ path: 'spec.replicas' }],
      },
      false,
    ],
    [
      'needs one pod of the agent',
      {
        kind: 'rollout',
        fields: [{ path: 'status.readyReplicas', from: 0, to: 2 }],
      },
      true,
    ],
    [
      'does with one pod of two',
      {
        kind: 'rollout',
        fields: [{ path: 'status.readyReplicas', from: 1, to: 2 }],
      },
      false,
    ],
    [
      'needs an entry that EKS honours',
      { kind: 'access entry', reason: 'stale' },
      true,
    ],
  ])('%s', (_, difference, breaks) => {
    expect(breaksDeployments(change(difference))).toBe(breaks);
  });
});
