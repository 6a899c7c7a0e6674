// The AWS managed policies that clusters, nodes and their people need; of most only the names.

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
  /** JSON, of those that are evaluated. */
  document?: string;
}

const allow = (action: string | string[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
  });

const documents: Record<string, string> = {
  AdministratorAccess: allow('*'),
  AmazonEC2ContainerRegistryPullOnly: allow([
    'ecr:GetAuthorizationToken',
    'ecr:BatchCheckLayerAvailability',
    'ecr:GetDownloadUrlForLayer',
    'ecr:BatchGetImage',
    'ecr:BatchImportUpstreamImage',
  ]),
  AmazonEKSWorkerNodeMinimalPolicy: allow('eks-auth:AssumeRoleForPodIdentity'),
};

/** By ARN. */
export const managedPolicies = new Map<string, ManagedPolicy>(
  names.map((policyName, index) => {
    const arn = managedPolicyArn(policyName);
    const policyId = `ANPAJSANDBOX${String(index + 1).padStart(9, '0')}`;
    const document = documents[policyName];
    return [arn, { arn, policyName, policyId, createdAt, document }];
  }),
);

export function managedPolicyArn(name: string) {
  return `arn:aws:iam::aws:policy/${name}`;
}
