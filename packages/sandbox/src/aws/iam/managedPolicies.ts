// The AWS managed policies that clusters, nodes and their people need. Names only: the sandbox evaluates no permissions.

const createdAt = Date.parse('2024-12-01T00:00:00Z');

const names = [
  'AdministratorAccess',
  'AmazonEC2ContainerRegistryPullOnly',
  'AmazonEC2ContainerRegistryReadOnly',
  'AmazonEKSBlockStoragePolicy',
  'AmazonEKSBlockStoragePolicyV2',
  'AmazonEKSClusterPolicy',
  'AmazonEKSComputePolicy',
  'AmazonEKSLoadBalancingPolicy',
  'AmazonEKSNetworkingPolicy',
  'AmazonEKSServicePolicy',
  'AmazonEKSVPCResourceController',
  'AmazonEKSWorkerNodeMinimalPolicy',
  'AmazonEKSWorkerNodePolicy',
  'AmazonEKS_CNI_Policy',
  'AmazonSSMManagedInstanceCore',
  'PowerUserAccess',
  'ReadOnlyAccess',
  'ViewOnlyAccess',
];

export interface ManagedPolicy {
  arn: string;
  policyName: string;
  policyId: string;
  createdAt: number;
}

/** By ARN. */
export const managedPolicies = new Map<string, ManagedPolicy>(
  names.map((policyName, index) => {
    const arn = managedPolicyArn(policyName);
    const policyId = `ANPAJSANDBOX${String(index + 1).padStart(9, '0')}`;
    return [arn, { arn, policyName, policyId, createdAt }];
  }),
);

export function managedPolicyArn(name: string) {
  return `arn:aws:iam::aws:policy/${name}`;
}
