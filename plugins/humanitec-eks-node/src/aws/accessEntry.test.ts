import { bindingMark, MARK_KEY } from 'backstage-plugin-humanitec-eks-common';
import { exampleSpec } from '../__testUtils__/exampleSpec';
import { FoundAccessEntry, planAccessEntry } from './accessEntry';

const spec = exampleSpec();
const wanted = { principalArn: 'arn:role', kubernetesGroups: ['deploy'] };
const ours: FoundAccessEntry = {
  principalArn: 'arn:role',
  arn: 'arn:entry',
  type: 'STANDARD',
  kubernetesGroups: ['deploy'],
  createdAt: new Date('2026-02-01'),
  tags: { [MARK_KEY]: bindingMark(spec) },
};

it.each<[string, Partial<FoundAccessEntry> | undefined, Date, string[]]>([
  ['absent is created', undefined, new Date('2026-01-01'), ['create']],
  ['in sync is left alone', {}, new Date('2026-01-01'), []],
  [
    'with other groups is changed',
    { kubernetesGroups: [] },
    new Date('2026-01-01'),
    ['update'],
  ],
  ['older than its role is replaced', {}, new Date('2026-03-01'), ['update']],
  [
    'of somebody else is refused',
    { tags: {} },
    new Date('2026-01-01'),
    ['refuse'],
  ],
  [
    'of another type is refused',
    { type: 'EC2' },
    new Date('2026-01-01'),
    ['refuse'],
  ],
])('an access entry that is %s', (_, drift, roleCreatedAt, actions) => {
  const found = drift && { ...ours, ...drift };
  const changes = planAccessEntry(spec, wanted, found, roleCreatedAt);
  expect(changes.map(({ action }) => action)).toEqual(actions);
});

it('an access entry of somebody else is adopted when that is asked for', () => {
  const changes = planAccessEntry(exampleSpec({ adopt: true }), wanted, {
    ...ours,
    tags: {},
  });
  expect(changes.map(({ action }) => action)).toEqual(['adopt']);
});
