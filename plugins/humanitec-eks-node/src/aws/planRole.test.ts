import { bindingMark, MARK_KEY } from 'backstage-plugin-humanitec-eks-common';
import { exampleSpec } from '../__testUtils__/exampleSpec';
import type { FoundRole, WantedRole } from './iamRole';
import { planRole, RoleUse } from './planRole';

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
  attachedPolicies: [
    { arn: 'arn:aws:iam::aws:policy/A' },
    {
      arn: 'arn:aws:iam::aws:policy/V2',
      replaces: 'arn:aws:iam::aws:policy/V1',
    },
  ],
};
const ours: FoundRole = {
  arn: 'arn:aws:iam::111122223333:role/role',
  id: 'AROAEXAMPLE',
  name: 'role',
  path: '/',
  description: 'd',
  trust: wanted.trust.Statement,
  attachedPolicyArns: [
    'arn:aws:iam::aws:policy/A',
    'arn:aws:iam::aws:policy/B',
    'arn:aws:iam::aws:policy/V2',
  ],
  tags: { [MARK_KEY]: bindingMark(spec), team: 'x' },
};
const theirs = { ...ours, tags: {}, description: 'for all clusters' };

const plan = (
  found: FoundRole | undefined,
  { use = 'own', adopt = false }: { use?: RoleUse; adopt?: boolean } = {},
  more: Partial<WantedRole> = {},
) => planRole(exampleSpec({ adopt }), { ...wanted, ...more }, found, use);
const actions = (...input: Parameters<typeof plan>) =>
  plan(...input).map(({ action }) => action);

describe('an IAM role', () => {
  it('that is absent is created', () => {
    expect(actions(undefined)).toEqual(['create']);
  });

  it('of ours with all that is wanted, and more, is left alone', () => {
    expect(actions(ours)).toEqual([]);
  });

  it.each<[string, Partial<FoundRole>, object[]]>([
    [
      'trust policy',
      { trust: [] },
      [
        {
          path: 'AssumeRolePolicyDocument',
          from: [],
          to: wanted.trust.Statement,
        },
      ],
    ],
    [
      'policy less',
      { attachedPolicyArns: ['arn:aws:iam::aws:policy/V2'] },
      [{ path: 'AttachedPolicies', to: 'arn:aws:iam::aws:policy/A' }],
    ],
    [
      'policy that was replaced',
      {
        attachedPolicyArns: [
          'arn:aws:iam::aws:policy/A',
          'arn:aws:iam::aws:policy/V1',
        ],
      },
      [
        { path: 'AttachedPolicies', to: 'arn:aws:iam::aws:policy/V2' },
        { path: 'AttachedPolicies', from: 'arn:aws:iam::aws:policy/V1' },
      ],
    ],
    [
      'policy that was replaced, beside the new one',
      {
        attachedPolicyArns: [
          ...ours.attachedPolicyArns,
          'arn:aws:iam::aws:policy/V1',
        ],
      },
      [{ path: 'AttachedPolicies', from: 'arn:aws:iam::aws:policy/V1' }],
    ],
    [
      'description',
      { description: 'e' },
      [{ path: 'Description', from: 'e', to: 'd' }],
    ],
  ])('of ours with another %s is changed', (_, drift, fields) => {
    expect(plan({ ...ours, ...drift })).toEqual([
      { action: 'update', kind: 'iam role', name: 'role', fields },
    ]);
  });

  it('without the boundary that is asked for is changed; one that is not asked for stays', () => {
    const boundary = 'arn:aws:iam::aws:policy/Boundary';
    expect(plan(ours, {}, { permissionsBoundary: boundary })).toMatchObject([
      { fields: [{ path: 'PermissionsBoundary', to: boundary }] },
    ]);
    expect(plan({ ...ours, permissionsBoundary: boundary })).toEqual([]);
  });

  it('without a tag that is asked for is changed', () => {
    const changes = planRole(
      exampleSpec({ aws: { tags: { cost: '42' } } }),
      wanted,
      ours,
      'own',
    );
    expect(changes).toMatchObject([
      { action: 'update', fields: [{ path: 'tags.cost', to: '42' }] },
    ]);
  });

  it('shows how its trust differs, but no external ID', () => {
    const trust = (id: string): WantedRole['trust'] => ({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::111122223333:role/${id[0]}` },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': id } },
        },
      ],
    });
    const changes = plan(
      { ...ours, trust: trust('a-secret').Statement },
      {},
      { trust: trust('b-secret') },
    );
    expect(JSON.stringify(changes)).toContain('role/a');
    expect(JSON.stringify(changes)).not.toContain('secret');
  });

  it.each(['own', 'reusable'] as const)(
    'of ours that is %s and under another path is refused only where its ARN matters',
    use => {
      const [change] = plan({ ...ours, path: '/teams/' }, { use });
      expect(change?.action).toBe(use === 'own' ? 'refuse' : undefined);
    },
  );

  it('under another path is refused with the path to ask for', () => {
    const [change] = plan({ ...ours, path: '/teams/' });
    expect(change.reason).toContain('set aws.iamPath to /teams/');
  });

  it('of somebody else is refused, even when it would do', () => {
    expect(actions(theirs)).toEqual(['refuse']);
  });

  it('of somebody else is adopted when that is asked for', () => {
    expect(actions(theirs, { adopt: true })).toEqual(['adopt']);
  });
});

describe('an IAM role of somebody else that may be shared', () => {
  const use = 'reusable';

  it('is used as it is when it does, also with adopt', () => {
    expect(actions(theirs, { use })).toEqual([]);
    expect(actions(theirs, { use, adopt: true })).toEqual([]);
  });

  it('may trust others, too', () => {
    const trust: FoundRole['trust'] = [
      ...theirs.trust,
      {
        Effect: 'Allow',
        Principal: { Service: 'ec2.amazonaws.com' },
        Action: 'sts:AssumeRole',
      },
    ];
    expect(actions({ ...theirs, trust }, { use })).toEqual([]);
  });

  it('may have the policy that ours would replace: it is not for us to change', () => {
    const attachedPolicyArns = [
      'arn:aws:iam::aws:policy/A',
      'arn:aws:iam::aws:policy/V1',
    ];
    expect(actions({ ...theirs, attachedPolicyArns }, { use })).toEqual([]);
  });

  it.each<[string, Partial<FoundRole>]>([
    ['a policy', { attachedPolicyArns: ['arn:aws:iam::aws:policy/V2'] }],
    [
      'an action in its trust',
      { trust: [{ ...theirs.trust[0], Action: 'sts:AssumeRole' }] },
    ],
    [
      'trust without a condition',
      {
        trust: [
          { ...theirs.trust[0], Condition: { StringEquals: { 'aws:x': 'y' } } },
        ],
      },
    ],
  ])(
    'is refused when it lacks %s; with adopt it gets that, and does not become ours',
    (_, lack) => {
      expect(actions({ ...theirs, ...lack }, { use })).toEqual(['refuse']);
      expect(plan({ ...theirs, ...lack }, { use, adopt: true })).toMatchObject([
        {
          action: 'update',
          reason: expect.stringContaining('somebody else made it'),
        },
      ]);
    },
  );

  it('keeps what it has: of trust, policies, description and boundary only what is missing is a change', () => {
    const trust: FoundRole['trust'] = [
      {
        Effect: 'Allow',
        Principal: { Service: 'ec2.amazonaws.com' },
        Action: 'sts:AssumeRole',
      },
    ];
    const attachedPolicyArns = ['arn:aws:iam::aws:policy/V1'];
    const [{ fields }] = plan(
      { ...theirs, trust, attachedPolicyArns },
      { use, adopt: true },
      { permissionsBoundary: 'arn:aws:iam::aws:policy/Boundary' },
    );
    expect(fields).toEqual([
      {
        path: 'AssumeRolePolicyDocument',
        from: trust,
        to: [...trust, ...wanted.trust.Statement],
      },
      { path: 'AttachedPolicies', to: 'arn:aws:iam::aws:policy/A' },
    ]);
  });

  it.each<[string, FoundRole['trust']]>([
    [
      'denies',
      [...wanted.trust.Statement, { Effect: 'Deny', Action: 'sts:AssumeRole' }],
    ],
    ['cannot be read', []],
  ])(
    'whose trust policy %s is refused, also with adopt, since nothing can be added to that',
    (_, trust) => {
      const [change] = plan({ ...theirs, trust }, { use, adopt: true });
      expect(change).toMatchObject({
        action: 'refuse',
        reason: expect.stringContaining('cannot be added to it'),
      });
    },
  );
});
