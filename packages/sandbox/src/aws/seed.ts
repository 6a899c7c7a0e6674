import { World } from '../world';
import { iamArn } from './arn';
import { uniqueId } from './ids';
import { seedNetworks } from './seedNetworks';
import { AwsState, User } from './state';

/** The accounts and the one access key that exist from the start. */
export const seededIdentities = {
  /** Backstage's own account, and its user there. */
  backstage: {
    accountId: '999988887777',
    userArn: 'arn:aws:iam::999988887777:user/backstage',
    accessKeyId: 'AKIASANDBOXBACKSTAGE',
    secretAccessKey: 'sandbox-only-not-a-secret-0000000000000000',
  },
  /** Where clusters live; Backstage assumes this role in each. */
  platform: {
    accountIds: ['111122223333', '444455556666'],
    roleName: 'backstage-humanitec-eks',
  },
  /** The principal that Humanitec assumes access roles with. */
  humanitec: {
    accountId: '767398028804',
    userArn: 'arn:aws:iam::767398028804:user/humanitec',
  },
} as const;

export function seedAws(world: World) {
  const { backstage, platform, humanitec } = seededIdentities;
  const { aws } = world;
  const user = addUser(aws, backstage.accountId, 'backstage');
  addUser(aws, humanitec.accountId, 'humanitec');
  aws.accessKeys.set(backstage.accessKeyId, {
    accessKeyId: backstage.accessKeyId,
    secretAccessKey: backstage.secretAccessKey,
    accountId: backstage.accountId,
    owner: { kind: 'user', userName: user.userName },
  });
  for (const accountId of platform.accountIds) {
    addPlatformRole(world, accountId, user);
  }
  seedNetworks(aws);
}

function addUser(aws: AwsState, accountId: string, userName: string): User {
  const account = aws.addAccount(accountId);
  const arn = iamArn(accountId, 'user', '/', userName);
  const user = { arn, userName, userId: uniqueId('AIDA'), accountId };
  account.users.set(userName, user);
  return user;
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
  world.aws.addAccount(accountId).roles.set(roleName, {
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
    inlinePolicies: new Map(),
    createdAt,
    changedAt: createdAt,
  });
}
