/** Somebody in the AWS account who knows nothing of us. */
import { CreateClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DetachRolePolicyCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { addresses } from './sandbox';

const account = '111122223333';
const credentials = {
  accessKeyId: 'AKIASANDBOXADMINISTR',
  secretAccessKey: 'sandbox-only-not-a-secret-1111111111111111',
};

const iam = new IAMClient({
  region: 'us-east-1',
  endpoint: addresses.aws,
  credentials,
});
const eks = new EKSClient({
  region: 'eu-central-1',
  endpoint: addresses.aws,
  credentials,
});

/** Makes a private cluster with EKS Auto Mode in eu-central-1, as the console does. */
export async function makeCluster(name: string): Promise<void> {
  const roleArn = await makeRole(`${name}-cluster`, 'eks', [
    'AmazonEKSClusterPolicy',
    'AmazonEKSComputePolicy',
    'AmazonEKSBlockStoragePolicy',
    'AmazonEKSLoadBalancingPolicy',
    'AmazonEKSNetworkingPolicy',
  ]);
  const nodeRoleArn = await makeRole(`${name}-node`, 'ec2', [
    'AmazonEKSWorkerNodeMinimalPolicy',
    'AmazonEC2ContainerRegistryPullOnly',
  ]);
  await eks.send(
    new CreateClusterCommand({
      name,
      roleArn,
      resourcesVpcConfig: {
        subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
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
    }),
  );
}

/** Takes an access role the policy that the binding gave it. */
export async function detachPolicy(accessRole: string): Promise<void> {
  await iam.send(
    new DetachRolePolicyCommand({
      RoleName: accessRole,
      PolicyArn: `arn:aws:iam::${account}:policy/${accessRole}-policy`,
    }),
  );
}

/** @returns the ARN of the role */
async function makeRole(
  name: string,
  service: 'eks' | 'ec2',
  policies: string[],
): Promise<string> {
  const trust = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: `${service}.amazonaws.com` },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
      },
    ],
  };
  await iam.send(
    new CreateRoleCommand({
      RoleName: name,
      AssumeRolePolicyDocument: JSON.stringify(trust),
    }),
  );
  for (const policy of policies) {
    const PolicyArn = `arn:aws:iam::aws:policy/${policy}`;
    await iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn }));
  }
  return `arn:aws:iam::${account}:role/${name}`;
}
