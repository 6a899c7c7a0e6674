// Whether EKS can use the roles that a cluster is given.
import { World } from '../../world';
import { mayServiceUseRole } from '../assumeRole';
import { managedPolicyArn } from '../iam/managedPolicies';
import { Role } from '../state';
import { accessDenied, invalidParameter } from './errors';

interface RoleCheck {
  accountId: string;
  clusterName: string;
  roleArn: string;
}

/** The role of the control plane: trusts EKS and has its managed policies. */
export function checkClusterRole(
  world: World,
  check: RoleCheck & { autoMode: boolean },
) {
  const role = findUsableRole(world, check);
  const service = 'eks.amazonaws.com';
  if (!mayServiceUseRole(world, role, service, 'sts:AssumeRole')) {
    throw invalidParameter(
      `Role with arn: ${check.roleArn}, could not be assumed because it does not exist or the trusted entity is not correct`,
      check.clusterName,
    );
  }
  if (
    check.autoMode &&
    !mayServiceUseRole(world, role, service, 'sts:TagSession')
  ) {
    throw invalidParameter(
      "IAM role's policy must include the sts:AssumeRole and sts:TagSession actions",
      check.clusterName,
    );
  }
  requirePolicies(
    world,
    role,
    check.clusterName,
    check.autoMode ? autoModePolicies : [['AmazonEKSClusterPolicy']],
  );
}

/** The role of Auto Mode's nodes: trusts EC2, may join and pull images. */
export function checkNodeRole(world: World, check: RoleCheck): Role {
  const role = findUsableRole(world, check);
  if (!mayServiceUseRole(world, role, 'ec2.amazonaws.com', 'sts:AssumeRole')) {
    throw invalidParameter(
      `Node role ${check.roleArn} could not be assumed because it does not exist or the trusted entity is not correct`,
      check.clusterName,
    );
  }
  requirePolicies(world, role, check.clusterName, nodePolicies);
  return role;
}

/** The role of a managed node group's nodes: trusts EC2 and may join. */
export function checkNodegroupRole(world: World, check: RoleCheck): Role {
  const role = findUsableRole(world, check);
  if (!mayServiceUseRole(world, role, 'ec2.amazonaws.com', 'sts:AssumeRole')) {
    throw invalidParameter(
      `Following required service principals [ec2.amazonaws.com] were not found in the trust relationships of nodeRole ${check.roleArn}`,
      check.clusterName,
    );
  }
  requirePolicies(world, role, check.clusterName, [
    ['AmazonEKSWorkerNodePolicy'],
    [
      'AmazonEC2ContainerRegistryPullOnly',
      'AmazonEC2ContainerRegistryReadOnly',
    ],
  ]);
  return role;
}

/** One policy of each line must be attached. */
const autoModePolicies = [
  ['AmazonEKSClusterPolicy'],
  ['AmazonEKSComputePolicy'],
  ['AmazonEKSBlockStoragePolicyV2', 'AmazonEKSBlockStoragePolicy'],
  ['AmazonEKSLoadBalancingPolicy'],
  ['AmazonEKSNetworkingPolicy'],
];

const nodePolicies = [
  ['AmazonEKSWorkerNodeMinimalPolicy', 'AmazonEKSWorkerNodePolicy'],
  ['AmazonEC2ContainerRegistryPullOnly', 'AmazonEC2ContainerRegistryReadOnly'],
];

function findUsableRole(world: World, check: RoleCheck): Role {
  if (!/^arn:aws:iam::\d{12}:role\/.+/.test(check.roleArn)) {
    throw invalidParameter(
      `The role ARN ${check.roleArn} is not valid`,
      check.clusterName,
    );
  }
  if (!check.roleArn.startsWith(`arn:aws:iam::${check.accountId}:`)) {
    throw accessDenied('Cross-account pass role is not allowed.');
  }
  const role = world.aws.findRole(check.roleArn);
  const known =
    role && world.elapsed(role.createdAt, world.timings.iamPropagation);
  if (!known) {
    throw invalidParameter(
      `Role with arn: ${check.roleArn}, could not be assumed because it does not exist or the trusted entity is not correct`,
      check.clusterName,
    );
  }
  return role;
}

function requirePolicies(
  world: World,
  role: Role,
  clusterName: string,
  required: string[][],
) {
  const missing = required.filter(
    alternatives =>
      !alternatives.some(name => {
        const since = role.attachedPolicies.get(managedPolicyArn(name));
        return (
          since !== undefined &&
          world.elapsed(since, world.timings.iamPropagation)
        );
      }),
  );
  if (missing.length === 0) return;
  const names = missing.map(([recommended]) => recommended).join(', ');
  throw invalidParameter(
    `The provided role doesn't have the Amazon EKS Managed Policies associated with it. Please ensure the following policies [${names}] are attached`,
    clusterName,
  );
}
