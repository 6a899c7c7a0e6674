import { World } from '../world';
import { mayAssumeRole } from './assumeRole';
import { seedAws, seededIdentities } from './seed';
import { Role } from './state';

const user = seededIdentities.humanitec.userArn;
const roleArn = 'arn:aws:iam::111122223333:role/service/humanitec-access';

type Statement = Record<string, unknown>;

/** A world whose platform account has one role with that trust policy, made long ago. */
function worldWith(...statements: Statement[]): World {
  const world = new World();
  seedAws(world);
  addRole(world, statements, world.clock.now() - 3_600_000);
  return world;
}

function addRole(world: World, statements: Statement[], at: number): Role {
  const role: Role = {
    arn: roleArn,
    roleName: 'humanitec-access',
    roleId: 'AROATEST',
    accountId: '111122223333',
    path: '/service/',
    maxSessionDuration: 3600,
    tags: new Map(),
    assumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: statements,
    }),
    trustedIds: new Map(),
    attachedPolicies: new Map(),
    inlinePolicies: new Map(),
    createdAt: at,
    changedAt: at,
  };
  world.aws.account('111122223333').roles.set('humanitec-access', role);
  return role;
}

const allow = (more: Statement = {}): Statement => ({
  Effect: 'Allow',
  Principal: { AWS: user },
  Action: 'sts:AssumeRole',
  ...more,
});

const deny = (more: Statement = {}) => allow({ Effect: 'Deny', ...more });

const externalId = (value: string, operator = 'StringEquals') => ({
  Condition: { [operator]: { 'sts:ExternalId': value } },
});

const fromAddresses = (operator: string, ...ranges: string[]) => ({
  Condition: { [operator]: { 'aws:SourceIp': ranges } },
});

interface Case {
  title: string;
  statements: Statement[];
  callerArn?: string;
  externalId?: string;
  sourceIp?: string;
}

const sessionArn =
  'arn:aws:sts::111122223333:assumed-role/backstage-humanitec-eks/me';

const allowed: Case[] = [
  { title: 'the principal itself', statements: [allow()] },
  {
    title: 'the account of the principal, as root',
    statements: [
      allow({ Principal: { AWS: 'arn:aws:iam::767398028804:root' } }),
    ],
  },
  {
    title: 'the account of the principal, as a number',
    statements: [allow({ Principal: { AWS: '767398028804' } })],
  },
  { title: 'anyone', statements: [allow({ Principal: '*' })] },
  {
    title: 'one of several principals',
    statements: [
      allow({ Principal: { AWS: ['arn:aws:iam::111122223333:root', user] } }),
    ],
  },
  {
    title: 'a session of the role that is named',
    statements: [
      allow({
        Principal: {
          AWS: 'arn:aws:iam::111122223333:role/backstage-humanitec-eks',
        },
      }),
    ],
    callerArn: sessionArn,
  },
  {
    title: 'the session that is named',
    statements: [allow({ Principal: { AWS: sessionArn } })],
    callerArn: sessionArn,
  },
  { title: 'sts:*', statements: [allow({ Action: 'sts:*' })] },
  { title: 'sts:Assume*', statements: [allow({ Action: ['sts:Assume*'] })] },
  {
    title: 'the action in another case',
    statements: [allow({ Action: 'STS:assumerole' })],
  },
  {
    title: 'the right external ID',
    statements: [allow(externalId('ext-1'))],
    externalId: 'ext-1',
  },
  {
    title: 'an external ID that a pattern covers',
    statements: [allow(externalId('ext-*', 'StringLike'))],
    externalId: 'ext-1',
  },
  {
    title: 'an external ID nobody asked for',
    statements: [allow()],
    externalId: 'ext-1',
  },
  {
    title: 'an address in the range',
    statements: [allow(fromAddresses('IpAddress', '34.159.0.0/16'))],
    sourceIp: '34.159.97.57',
  },
  {
    title: 'an address that is not denied',
    statements: [
      allow(),
      deny(fromAddresses('NotIpAddress', '34.159.97.57/32', '10.0.0.1')),
    ],
    sourceIp: '10.0.0.1',
  },
];

const refused: Case[] = [
  {
    title: 'another user of the account',
    statements: [allow()],
    callerArn: 'arn:aws:iam::767398028804:user/someone',
  },
  {
    title: 'another account',
    statements: [allow({ Principal: { AWS: '111122223333' } })],
  },
  {
    title: 'a principal when only a service is named',
    statements: [allow({ Principal: { Service: 'eks.amazonaws.com' } })],
  },
  {
    title: 'another action',
    statements: [allow({ Action: 'sts:TagSession' })],
  },
  {
    title: 'all but this action',
    statements: [allow({ Action: undefined, NotAction: 'sts:AssumeRole' })],
  },
  { title: 'no external ID', statements: [allow(externalId('ext-1'))] },
  {
    title: 'a wrong external ID',
    statements: [allow(externalId('ext-1'))],
    externalId: 'ext-2',
  },
  {
    title: 'an external ID in another case',
    statements: [allow(externalId('ext-1'))],
    externalId: 'EXT-1',
  },
  {
    title: 'one of two conditions only',
    statements: [
      allow({
        Condition: {
          StringEquals: { 'sts:ExternalId': 'ext-1' },
          IpAddress: { 'aws:SourceIp': '10.0.0.0/8' },
        },
      }),
    ],
    externalId: 'ext-1',
    sourceIp: '11.0.0.1',
  },
  {
    title: 'an unknown address when a range is asked for',
    statements: [allow(fromAddresses('IpAddress', '10.0.0.0/8'))],
  },
  {
    title: 'an explicit Deny beside an Allow',
    statements: [allow(), deny()],
  },
  {
    title: 'an address outside of what is not denied',
    statements: [
      allow(),
      deny(fromAddresses('NotIpAddress', '34.159.97.57/32')),
    ],
    sourceIp: '10.0.0.1',
  },
  {
    title: 'an unknown address when all others are denied',
    statements: [
      allow(),
      deny(fromAddresses('NotIpAddress', '34.159.97.57/32')),
    ],
  },
];

const ask = (world: World, one: Partial<Case>) =>
  mayAssumeRole(world, {
    callerArn: one.callerArn ?? user,
    roleArn,
    externalId: one.externalId,
    sourceIp: one.sourceIp,
  });

describe('a trust policy', () => {
  it.each(allowed)('allows $title', one => {
    expect(ask(worldWith(...one.statements), one)).toMatchObject({
      ok: true,
      role: { arn: roleArn },
    });
  });

  it.each(refused)('refuses $title', one => {
    expect(ask(worldWith(...one.statements), one)).toMatchObject({ ok: false });
  });
});

it('refuses a role that does not exist', () => {
  const decision = mayAssumeRole(worldWith(allow()), {
    callerArn: user,
    roleArn: 'arn:aws:iam::111122223333:role/nobody',
  });
  expect(decision).toEqual({
    ok: false,
    reason: 'there is no role arn:aws:iam::111122223333:role/nobody',
  });
});

it('knows a role by its whole ARN, path included', () => {
  const decision = mayAssumeRole(worldWith(allow()), {
    callerArn: user,
    roleArn: 'arn:aws:iam::111122223333:role/humanitec-access',
  });
  expect(decision.ok).toBe(false);
});

describe('propagation', () => {
  it('refuses a new role until it has spread', () => {
    const world = worldWith();
    addRole(world, [allow()], world.clock.now());
    expect(ask(world, {}).ok).toBe(false);
    world.clock.advance(world.timings.iamPropagation);
    expect(ask(world, {}).ok).toBe(true);
  });

  it('goes by the earlier trust policy until a change has spread', () => {
    const world = worldWith();
    const role = addRole(world, [deny()], world.clock.now());
    role.previousTrustPolicyDocument = JSON.stringify({
      Statement: [allow()],
    });
    expect(ask(world, {}).ok).toBe(true);
    world.clock.advance(world.timings.iamPropagation);
    expect(ask(world, {}).ok).toBe(false);
  });
});

it('no longer trusts a principal that was deleted and made anew', () => {
  const world = worldWith(allow());
  const role = world.aws.findRole(roleArn);
  role?.trustedIds.set(user, 'AIDAOFTHEFORMERUSER');
  expect(ask(world, {}).ok).toBe(false);
});
