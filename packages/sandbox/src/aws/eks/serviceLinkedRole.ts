// The role that EKS itself acts with in an account: the first cluster brings it there.
import { World } from '../../world';
import { iamArn } from '../arn';
import { Need } from '../authorize';
import { uniqueId } from '../ids';

const roleName = 'AWSServiceRoleForAmazonEKS';
const path = '/aws-service-role/eks.amazonaws.com/';

/** What the caller must be allowed for it; nothing once it is there. */
export function serviceLinkedRoleNeeds(
  world: World,
  accountId: string,
): Need[] {
  if (isThere(world, accountId)) return [];
  return [
    {
      action: 'iam:CreateServiceLinkedRole',
      resource: iamArn(accountId, 'role', path, roleName),
      context: { 'iam:awsservicename': 'eks.amazonaws.com' },
    },
  ];
}

export function ensureServiceLinkedRole(world: World, accountId: string) {
  if (isThere(world, accountId)) return;
  const now = world.clock.now();
  world.aws.account(accountId).roles.set(roleName.toLowerCase(), {
    arn: iamArn(accountId, 'role', path, roleName),
    roleName,
    roleId: uniqueId('AROA'),
    accountId,
    path,
    description: 'Allows Amazon EKS to call AWS services on your behalf.',
    maxSessionDuration: 3600,
    tags: new Map(),
    assumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'eks.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      ],
    }),
    trustedIds: new Map(),
    attachedPolicies: new Map([
      [
        'arn:aws:iam::aws:policy/aws-service-role/AmazonEKSServiceRolePolicy',
        now,
      ],
    ]),
    inlinePolicies: new Map(),
    createdAt: now,
    changedAt: now,
  });
}

function isThere(world: World, accountId: string) {
  return world.aws.account(accountId).roles.has(roleName.toLowerCase());
}
