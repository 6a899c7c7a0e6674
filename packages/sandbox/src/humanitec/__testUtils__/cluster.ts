// A private EKS Auto Mode cluster of the sandbox, made and reached as from outside.
import { createHash, createHmac, Hash, Hmac } from 'node:crypto';
import {
  CreateClusterCommand,
  DescribeClusterCommand,
  EKSClient,
} from '@aws-sdk/client-eks';
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { KubeConfig, KubernetesObjectApi } from '@kubernetes/client-node';
import { SignatureV4 } from '@smithy/signature-v4';
import { seededIdentities } from '../../aws/seed';
import { Sandbox } from '../../sandbox';

export const region = 'eu-central-1';
export const platformAccount = '111122223333';

interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

export interface Platform {
  credentials: Credentials;
  iam: IAMClient;
  eks: EKSClient;
}

/** Signs in to the platform account, as Backstage does. */
export async function platformOf({ awsUrl }: Sandbox): Promise<Platform> {
  const { backstage, platform } = seededIdentities;
  const sts = new STSClient({
    region,
    endpoint: awsUrl,
    credentials: backstage,
  });
  const { Credentials: session } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${platformAccount}:role/${platform.roleName}`,
      RoleSessionName: 'test',
    }),
  );
  const credentials = {
    accessKeyId: session?.AccessKeyId ?? '',
    secretAccessKey: session?.SecretAccessKey ?? '',
    sessionToken: session?.SessionToken ?? '',
  };
  const options = { region, endpoint: awsUrl, credentials };
  return {
    credentials,
    iam: new IAMClient(options),
    eks: new EKSClient(options),
  };
}

export async function createRole(
  { iam }: Platform,
  name: string,
  trust: { principal: object; action: string | string[]; condition?: object },
  policies: string[] = [],
) {
  await iam.send(
    new CreateRoleCommand({
      RoleName: name,
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: trust.principal,
            Action: trust.action,
            Condition: trust.condition,
          },
        ],
      }),
    }),
  );
  for (const policy of policies) {
    await iam.send(
      new AttachRolePolicyCommand({
        RoleName: name,
        PolicyArn: `arn:aws:iam::aws:policy/${policy}`,
      }),
    );
  }
  return `arn:aws:iam::${platformAccount}:role/${name}`;
}

export async function createCluster(platform: Platform, name: string) {
  const roleArn = await createRole(
    platform,
    `${name}-cluster`,
    {
      principal: { Service: 'eks.amazonaws.com' },
      action: ['sts:AssumeRole', 'sts:TagSession'],
    },
    [
      'AmazonEKSClusterPolicy',
      'AmazonEKSComputePolicy',
      'AmazonEKSBlockStoragePolicyV2',
      'AmazonEKSLoadBalancingPolicy',
      'AmazonEKSNetworkingPolicy',
    ],
  );
  const nodeRoleArn = await createRole(
    platform,
    `${name}-node`,
    { principal: { Service: 'ec2.amazonaws.com' }, action: 'sts:AssumeRole' },
    ['AmazonEKSWorkerNodeMinimalPolicy', 'AmazonEC2ContainerRegistryPullOnly'],
  );
  await platform.eks.send(
    new CreateClusterCommand({
      name,
      // Backstage's role makes none without.
      tags: { 'humanitec-eks/binding': 'a' },
      roleArn,
      resourcesVpcConfig: {
        subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
        endpointPrivateAccess: true,
        endpointPublicAccess: false,
      },
      accessConfig: { authenticationMode: 'API' },
      computeConfig: {
        enabled: true,
        nodePools: ['general-purpose', 'system'],
        nodeRoleArn,
      },
      kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: true } },
      storageConfig: { blockStorage: { enabled: true } },
      bootstrapSelfManagedAddons: false,
    }),
  );
}

/** A client for any kind of object, with the rights of the cluster's creator. */
export async function kubernetesOf(platform: Platform, name: string) {
  const { cluster } = await platform.eks.send(
    new DescribeClusterCommand({ name }),
  );
  const config = new KubeConfig();
  config.loadFromClusterAndUser(
    {
      name,
      server: cluster?.endpoint ?? '',
      caData: cluster?.certificateAuthority?.data,
      skipTLSVerify: false,
    },
    { name: 'test', token: await bearerToken(platform, name) },
  );
  return KubernetesObjectApi.makeApiClient(config);
}

async function bearerToken({ credentials }: Platform, clusterName: string) {
  const signer = new SignatureV4({
    service: 'sts',
    region,
    credentials,
    sha256: Sha256,
  });
  const hostname = `sts.${region}.amazonaws.com`;
  const { query = {} } = await signer.presign(
    {
      protocol: 'https:',
      hostname,
      method: 'GET',
      path: '/',
      query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
      headers: { host: hostname, 'x-k8s-aws-id': clusterName },
    },
    { expiresIn: 60, unhoistableHeaders: new Set(['x-k8s-aws-id']) },
  );
  const parameters = new URLSearchParams(
    Object.entries(query).map(([key, value]) => [key, String(value)]),
  );
  const url = `https://${hostname}/?${parameters}`;
  return `k8s-aws-v1.${Buffer.from(url).toString('base64url')}`;
}

/** SHA-256 in the form that the signer wants. */
class Sha256 {
  private hash: Hash | Hmac;

  constructor(
    private readonly secret?: string | ArrayBuffer | ArrayBufferView,
  ) {
    this.hash = this.start();
  }

  update(chunk: Uint8Array) {
    this.hash.update(chunk);
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }

  reset() {
    this.hash = this.start();
  }

  private start() {
    const { secret } = this;
    if (secret === undefined) return createHash('sha256');
    if (typeof secret === 'string') return createHmac('sha256', secret);
    const key = ArrayBuffer.isView(secret)
      ? Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength)
      : Buffer.from(secret);
    return createHmac('sha256', key);
  }
}
