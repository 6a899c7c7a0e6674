import { bindingMark, MARK_KEY } from 'backstage-plugin-humanitec-eks-common';
import { exampleSpec } from '../__testUtils__/exampleSpec';
import { FoundRole, planRole, WantedRole } from './iamRole';

const spec = exampleSpec();
const wanted: WantedRole = {
  name: 'role',
  path: '/',
  description: 'd',
  trust: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'eks.amazonaws.com' },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
      },
    ],
  },
  attachedPolicyArns: ['arn:aws:iam::aws:policy/A'],
};
const ours: FoundRole = {
  arn: 'arn:aws:iam::111122223333:role/role',
  name: 'role',
  trust: wanted.trust.Statement,
  attachedPolicyArns: [
    'arn:aws:iam::aws:policy/A',
    'arn:aws:iam::aws:policy/B',
  ],
  tags: { [MARK_KEY]: bindingMark(spec), team: 'x' },
};
const theirs = { ...ours, tags: {} };
const incomplete = { ...theirs, attachedPolicyArns: [] };

const actions = (
  found: FoundRole | undefined,
  options: { reusable?: boolean; adopt?: boolean } = {},
) =>
  planRole(exampleSpec({ adopt: options.adopt }), wanted, found, {
    reusable: options.reusable ?? false,
  }).map(({ action }) => action);

describe('an IAM role', () => {
  it('that is absent is created', () => {
    expect(actions(undefined)).toEqual(['create']);
  });

  it('of ours with all that is wanted, and more, is left alone', () => {
    expect(actions(ours)).toEqual([]);
  });

  it.each<[string, Partial<FoundRole>, object]>([
    [
      'trust policy',
      { trust: [] },
      { path: 'AssumeRolePolicyDocument', hidden: true },
    ],
    [
      'policy',
      { attachedPolicyArns: [] },
      { path: 'AttachedPolicies', to: 'arn:aws:iam::aws:policy/A' },
    ],
  ])('of ours with another %s is changed', (_, drift, field) => {
    expect(
      planRole(spec, wanted, { ...ours, ...drift }, { reusable: false }),
    ).toEqual([
      { action: 'update', kind: 'iam role', name: 'role', fields: [field] },
    ]);
  });

  it('of somebody else is refused, even when it would do', () => {
    expect(actions(theirs)).toEqual(['refuse']);
  });

  it('of somebody else is adopted when that is asked for', () => {
    expect(actions(theirs, { adopt: true })).toEqual(['adopt']);
  });

  it('of somebody else is used as it is where roles may be shared', () => {
    expect(actions(theirs, { reusable: true })).toEqual([]);
    expect(actions(incomplete, { reusable: true })).toEqual(['refuse']);
  });
});
