import {
  CreateClusterCommand,
  CreateClusterCommandInput,
  CreateNodegroupCommand,
} from '@aws-sdk/client-eks';
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
} from '@aws-sdk/client-iam';
import type { Tamper } from './tamper';

const region = 'eu-central-1';
const account = '111122223333';
const subnetIds = ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'];
const name = 'payments-prod';

/** What somebody else makes an EKS cluster with, and what it is then like. */
export type Tool = 'Terraform' | 'eksctl' | 'the console' | 'an older script';

/** Makes the cluster payments-prod with its roles and nodes, as this tool does. */
export async function makeClusterWith(
  tool: Tool,
  { iam, eks }: Pick<Tamper, 'iam' | 'eks'>,
): Promise<string> {
  const role = async (
    RoleName: string,
    service: string,
    policies: string[],
    path = '/',
  ) => {
    await iam.send(
      new CreateRoleCommand({
        RoleName,
        Path: path,
        AssumeRolePolicyDocument: trustOf(service),
        Tags: [{ Key: 'made-by', Value: tool }],
      }),
    );
    for (const policy of policies) {
      const PolicyArn = `arn:aws:iam::aws:policy/${policy}`;
      await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    }
    return `arn:aws:iam::${account}:role${path}${RoleName}`;
  };
  const create = (input: Omit<CreateClusterCommandInput, 'name'>) =>
    eks.send(new CreateClusterCommand({ name, ...input }));
  const addNodes = async (nodegroupName: string, nodeRole: string) =>
    eks.send(
      new CreateNodegroupCommand({
        clusterName: name,
        nodegroupName,
        nodeRole,
        subnets: subnetIds,
        scalingConfig: { minSize: 1, maxSize: 3, desiredSize: 2 },
      }),
    );

  switch (tool) {
    case 'Terraform':
      await create({
        version: '1.35',
        roleArn: await role(
          'payments-prod-cluster-20260301',
          'eks.amazonaws.com',
          ['AmazonEKSClusterPolicy'],
          '/terraform/',
        ),
        resourcesVpcConfig: {
          subnetIds,
          endpointPrivateAccess: true,
          endpointPublicAccess: false,
        },
        accessConfig: {
          authenticationMode: 'API_AND_CONFIG_MAP',
          bootstrapClusterCreatorAdminPermissions: true,
        },
        deletionProtection: true,
        tags: { 'managed-by': 'terraform', team: 'payments' },
      });
      await addNodes(
        'default-20260301',
        await role(
          'default-eks-node-group-20260301',
          'ec2.amazonaws.com',
          workerPolicies,
          '/terraform/',
        ),
      );
      break;
    case 'eksctl':
      await create({
        version: '1.34',
        roleArn: await role(
          'eksctl-payments-prod-cluster-ServiceRole-A1B2C3',
          'eks.amazonaws.com',
          ['AmazonEKSClusterPolicy', 'AmazonEKSVPCResourceController'],
        ),
        // Its default: the public endpoint.
        resourcesVpcConfig: {
          subnetIds,
          endpointPrivateAccess: false,
          endpointPublicAccess: true,
        },
        accessConfig: { authenticationMode: 'API_AND_CONFIG_MAP' },
        tags: {
          'alpha.eksctl.io/cluster-name': name,
          'alpha.eksctl.io/eksctl-version': '0.220.0',
        },
      });
      await addNodes(
        'ng-1',
        await role(
          'eksctl-payments-prod-nodegroup-NodeInstanceRole-D4E5F6',
          'ec2.amazonaws.com',
          workerPolicies,
        ),
      );
      break;
    case 'the console':
      await create({
        roleArn: await role(
          'AmazonEKSAutoClusterRole',
          'eks.amazonaws.com',
          autoModePolicies,
        ),
        resourcesVpcConfig: {
          subnetIds,
          endpointPrivateAccess: true,
          endpointPublicAccess: true,
        },
        accessConfig: { authenticationMode: 'API' },
        bootstrapSelfManagedAddons: false,
        computeConfig: {
          enabled: true,
          nodePools: ['general-purpose', 'system'],
          nodeRoleArn: await role(
            'AmazonEKSAutoNodeRole',
            'ec2.amazonaws.com',
            [
              'AmazonEKSWorkerNodeMinimalPolicy',
              'AmazonEC2ContainerRegistryPullOnly',
            ],
          ),
        },
        kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: true } },
        storageConfig: { blockStorage: { enabled: true } },
      });
      break;
    case 'an older script':
      await create({
        roleArn: await role('eksServiceRole', 'eks.amazonaws.com', [
          'AmazonEKSClusterPolicy',
        ]),
        resourcesVpcConfig: { subnetIds },
        accessConfig: { authenticationMode: 'CONFIG_MAP' },
      });
      await addNodes(
        'workers',
        await role('eksNodes', 'ec2.amazonaws.com', workerPolicies),
      );
      break;
    default:
      throw new Error(`no cluster is made with ${tool satisfies never}`);
  }
  return name;
}

/** The four facts of that cluster. */
export const theirIdentity = {
  organization: 'platform-org',
  awsAccountId: account,
  region,
  clusterName: name,
};

const workerPolicies = [
  'AmazonEKSWorkerNodePolicy',
  'AmazonEC2ContainerRegistryReadOnly',
  'AmazonEKS_CNI_Policy',
];

const autoModePolicies = [
  'AmazonEKSClusterPolicy',
  'AmazonEKSComputePolicy',
  'AmazonEKSBlockStoragePolicy',
  'AmazonEKSLoadBalancingPolicy',
  'AmazonEKSNetworkingPolicy',
];

function trustOf(service: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: service },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
      },
    ],
  });
}
