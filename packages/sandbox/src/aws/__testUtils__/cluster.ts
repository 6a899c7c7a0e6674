// An EKS Auto Mode cluster and its roles, for tests.
import {
  CreateClusterCommand,
  CreateClusterCommandInput,
  EKSClient,
} from '@aws-sdk/client-eks';
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  IAMClient,
} from '@aws-sdk/client-iam';

export const subnetIds = [
  'subnet-0a1b2c3d4e5f60001',
  'subnet-0a1b2c3d4e5f60002',
];

export const clusterRoleArn = 'arn:aws:iam::111122223333:role/eks-cluster';
export const nodeRoleArn = 'arn:aws:iam::111122223333:role/eks-node';

export const clusterPolicies = [
  'AmazonEKSClusterPolicy',
  'AmazonEKSComputePolicy',
  'AmazonEKSBlockStoragePolicyV2',
  'AmazonEKSLoadBalancingPolicy',
  'AmazonEKSNetworkingPolicy',
];

/** A trust policy for an AWS service. */
export function trustingService(Service: string, Action: string[]) {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service }, Action }],
  });
}

export async function createRole(
  iam: IAMClient,
  role: { name: string; trust: string; policies?: string[] },
) {
  const RoleName = role.name;
  await iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: role.trust }),
  );
  for (const policy of role.policies ?? []) {
    const PolicyArn = `arn:aws:iam::aws:policy/${policy}`;
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  }
}

/** The two roles that Auto Mode needs; the cluster's with these actions and policies. */
export async function createRoles(
  iam: IAMClient,
  cluster: { actions?: string[]; policies?: string[]; service?: string } = {},
) {
  const actions = cluster.actions ?? ['sts:AssumeRole', 'sts:TagSession'];
  await createRole(iam, {
    name: 'eks-cluster',
    trust: trustingService(cluster.service ?? 'eks.amazonaws.com', actions),
    policies: cluster.policies ?? clusterPolicies,
  });
  await createRole(iam, {
    name: 'eks-node',
    trust: trustingService('ec2.amazonaws.com', ['sts:AssumeRole']),
    policies: [
      'AmazonEKSWorkerNodeMinimalPolicy',
      'AmazonEC2ContainerRegistryPullOnly',
    ],
  });
}

export const workerRoleArn = 'arn:aws:iam::111122223333:role/eks-workers';

/** The role of a managed node group's nodes. */
export function createWorkerRole(iam: IAMClient) {
  return createRole(iam, {
    name: 'eks-workers',
    trust: trustingService('ec2.amazonaws.com', ['sts:AssumeRole']),
    policies: [
      'AmazonEKSWorkerNodePolicy',
      'AmazonEC2ContainerRegistryPullOnly',
      'AmazonEKS_CNI_Policy',
    ],
  });
}

/** A tag that every cluster carries which Backstage's role makes. */
export const mark = { 'humanitec-eks/binding': 'a' };

/** A private Auto Mode cluster, as the onboarding asks for it. */
export const privateCluster: CreateClusterCommandInput = {
  name: 'eks-automode-prod',
  roleArn: clusterRoleArn,
  resourcesVpcConfig: {
    subnetIds,
    endpointPrivateAccess: true,
    endpointPublicAccess: false,
  },
  accessConfig: { authenticationMode: 'API' },
  bootstrapSelfManagedAddons: false,
  computeConfig: {
    enabled: true,
    nodePools: ['general-purpose', 'system'],
    nodeRoleArn,
  },
  kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: true } },
  storageConfig: { blockStorage: { enabled: true } },
};

export function createCluster(
  eks: EKSClient,
  changes: Partial<CreateClusterCommandInput> = {},
) {
  return eks.send(new CreateClusterCommand({ ...privateCluster, ...changes }));
}
