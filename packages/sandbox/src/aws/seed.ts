import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { World } from '../world';
import { iamArn } from './arn';
import { ensureServiceLinkedRole } from './eks/serviceLinkedRole';
import { managedPolicyArn } from './iam/managedPolicies';
import { uniqueId } from './ids';
import { seedNetworks } from './seedNetworks';
import { AwsState, User } from './state';

/** The accounts and the access keys that exist from the start. */
export const seededIdentities = {
  /** Backstage's own account, and its user there. */
  backstage: {
    accountId: '999988887777',
    userArn: 'arn:aws:iam::999988887777:user/backstage',
    accessKeyId: 'AKIASANDBOXBACKSTAGE',
    secretAccessKey: 'sandbox-only-not-a-secret-0000000000000000',
  },
  /** Where clusters live; Backstage assumes this role in each. It may do what docs/reference/iam-policy.json says. */
  platform: {
    accountIds: ['111122223333', '444455556666'],
    roleName: 'backstage-humanitec-eks',
  },
  /** Somebody who may do everything in the first platform account. */
  administrator: {
    accountId: '111122223333',
    userArn: 'arn:aws:iam::111122223333:user/administrator',
    accessKeyId: 'AKIASANDBOXADMINISTR',
    secretAccessKey: 'sandbox-only-not-a-secret-1111111111111111',
  },
  /** The principal that Humanitec assumes access roles with. */
  humanitec: {
    accountId: '767398028804',
    userArn: 'arn:aws:iam::767398028804:user/humanitec',
  },
} as const;

export function seedAws(world: World) {
  const { backstage, platform, administrator, humanitec } = seededIdentities;
  const { aws } = world;
  for (const accountId of [
    backstage.accountId,
    humanitec.accountId,
    ...platform.accountIds,
  ]) {
    aws.addAccount(accountId);
  }
  const user = addUser(aws, backstage.accountId, 'backstage');
  addAccessKey(aws, backstage);
  addUser(aws, humanitec.accountId, 'humanitec');
  addUser(aws, administrator.accountId, 'administrator').attachedPolicies.set(
    managedPolicyArn('AdministratorAccess'),
    world.clock.now(),
  );
  addAccessKey(aws, administrator);
  for (const accountId of platform.accountIds) {
    addPlatformRole(world, accountId, user);
  }
  // The second platform account has never had a cluster.
  ensureServiceLinkedRole(world, platform.accountIds[0]);
  seedNetworks(aws);
}

function addUser(aws: AwsState, accountId: string, userName: string): User {
  const user: User = {
    arn: iamArn(accountId, 'user', '/', userName),
    userName,
    userId: uniqueId('AIDA'),
    accountId,
    attachedPolicies: new Map(),
    inlinePolicies: new Map(),
  };
  aws.account(accountId).users.set(userName, user);
  return user;
}

function addAccessKey(
  aws: AwsState,
  identity: {
    accountId: string;
    userArn: string;
    accessKeyId: string;
    secretAccessKey: string;
  },
) {
  const { accountId, accessKeyId, secretAccessKey } = identity;
  const userName = identity.userArn.split('/').at(-1) ?? '';
  aws.accessKeys.set(accessKeyId, {
    accessKeyId,
    secretAccessKey,
    accountId,
    owner: { kind: 'user', userName },
  });
}

function addPlatformRole(world: World, accountId: string, trusted: User) {
  const { roleName } = seededIdentities.platform;
  const document = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: trusted.arn },
        Action: 'sts:AssumeRole',
      },
    ],
  };
  // Long since known everywhere.
  const createdAt = world.clock.now() - 90 * 24 * 3600 * 1000;
  world.aws.account(accountId).roles.set(roleName, {
    arn: iamArn(accountId, 'role', '/', roleName),
    roleName,
    roleId: uniqueId('AROA'),
    accountId,
    path: '/',
    description: 'Taken on by Backstage to onboard EKS clusters',
    maxSessionDuration: 3600,
    tags: new Map(),
    assumeRolePolicyDocument: JSON.stringify(document),
    trustedIds: new Map([[trusted.arn, trusted.userId]]),
    attachedPolicies: new Map(),
    inlinePolicies: new Map([[roleName, documentedPolicy(accountId)]]),
    createdAt,
    changedAt: createdAt,
  });
}

const policyFile = resolve(
  require.resolve('sandbox/package.json'),
  '../../../docs/reference/iam-policy.json',
);

/** The policy that people are told to give the role, as they would fill it in. */
function documentedPolicy(accountId: string): string {
  return readFileSync(policyFile, 'utf8').replaceAll('111122223333', accountId);
}
