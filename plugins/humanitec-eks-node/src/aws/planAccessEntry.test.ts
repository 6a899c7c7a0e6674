import { bindingMark, MARK_KEY } from 'backstage-plugin-humanitec-eks-common';
import { exampleSpec } from '../__testUtils__/exampleSpec';
import type { FoundAccessEntry, WantedAccessEntry } from './accessEntry';
import { EntryUse, planAccessEntry } from './planAccessEntry';

const spec = exampleSpec();
const principalArn = 'arn:aws:iam::111122223333:role/teams/humanitec';
const adminPolicy = 'arn:aws:eks::aws:cluster-access-policy/Admin';
const wanted: WantedAccessEntry = {
  principalArn,
  kubernetesGroups: ['deploy'],
};
const ours: FoundAccessEntry = {
  principalArn,
  arn: 'arn:entry',
  type: 'STANDARD',
  kubernetesGroups: ['deploy'],
  username: 'arn:aws:sts::111122223333:assumed-role/humanitec/{{SessionName}}',
  clusterPolicyArns: [],
  namespacePolicyArns: [],
  createdAt: new Date('2026-02-01'),
  tags: { [MARK_KEY]: bindingMark(spec) },
};
const before = new Date('2026-01-01');
const after = new Date('2026-03-01');

it.each<[string, Partial<FoundAccessEntry> | undefined, Date, string[]]>([
  ['absent is created', undefined, before, ['create']],
  ['in sync is left alone', {}, before, []],
  [
    'with other groups is changed',
    { kubernetesGroups: [] },
    before,
    ['update'],
  ],
  [
    'with a group more is changed',
    { kubernetesGroups: ['deploy', 'admins'] },
    before,
    ['update'],
  ],
  [
    'with a user name of its own is changed',
    { username: 'x' },
    before,
    ['update'],
  ],
  [
    'with an access policy that somebody associated is left alone',
    { clusterPolicyArns: [adminPolicy] },
    before,
    [],
  ],
  ['older than its role is replaced', {}, after, ['update']],
  ['of somebody else is refused', { tags: {} }, before, ['refuse']],
  ['of another type is refused', { type: 'EC2' }, before, ['refuse']],
])('an access entry that is %s', (_, drift, roleCreatedAt, actions) => {
  const found = drift && { ...ours, ...drift };
  const changes = planAccessEntry(spec, wanted, found, 'own', roleCreatedAt);
  expect(changes.map(({ action }) => action)).toEqual(actions);
});

it('an access entry without a tag that is asked for is changed', () => {
  const tagged = exampleSpec({ aws: { tags: { cost: '42' } } });
  expect(planAccessEntry(tagged, wanted, ours, 'own')).toMatchObject([
    { action: 'update', fields: [{ path: 'tags.cost', to: '42' }] },
  ]);
});

it('an access entry of somebody else is adopted when that is asked for', () => {
  const changes = planAccessEntry(
    exampleSpec({ adopt: true }),
    wanted,
    { ...ours, tags: {} },
    'own',
  );
  expect(changes.map(({ action }) => action)).toEqual(['adopt']);
});

it.each<[string, EntryUse, Partial<FoundAccessEntry>, string[]]>([
  [
    'does as it is where it may be shared',
    'reusable',
    { kubernetesGroups: ['x'], clusterPolicyArns: [adminPolicy] },
    [],
  ],
  ['is refused where it lacks the access policy', 'reusable', {}, ['refuse']],
  [
    'is refused where it may not be shared',
    'own',
    { clusterPolicyArns: [adminPolicy] },
    ['refuse'],
  ],
])('an access entry of somebody else %s', (_, use, drift, actions) => {
  const admin = { principalArn, clusterPolicyArn: adminPolicy };
  const found = { ...ours, tags: {}, ...drift };
  const changes = planAccessEntry(spec, admin, found, use, before);
  expect(changes.map(({ action }) => action)).toEqual(actions);
});
