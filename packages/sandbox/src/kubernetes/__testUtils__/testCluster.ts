// A cluster made through EKS, and real clients of its Kubernetes API.
import { createHash, createHmac, Hash, Hmac } from 'node:crypto';
import { request } from 'node:https';
import {
  CreateAccessEntryCommand,
  CreateClusterCommand,
  DescribeClusterCommand,
} from '@aws-sdk/client-eks';
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
} from '@aws-sdk/client-iam';
import { KubeConfig } from '@kubernetes/client-node';
import { SignatureV4 } from '@smithy/signature-v4';
import {
  assumeRole,
  backstageUser,
  clients,
  Credentials,
  platformAccount,
} from '../../aws/__testUtils__/clients';
import { Cluster } from '../../aws/state';
import { Sandbox, startSandbox } from '../../sandbox';
import { instantTimings, Timings } from '../../timings';

const clusterName = 'demo';
const region = 'eu-central-1';

export interface TestCluster {
  sandbox: Sandbox;
  cluster: Cluster;
  /** The role that created the cluster and is its administrator. */
  admin: KubeConfig;
  /** A role of this name with an access entry for these groups. */
  member(roleName: string, groups: string[]): Promise<KubeConfig>;
  close(): Promise<void>;
}

export async function startTestCluster(
  timings: Partial<Timings> = {},
): Promise<TestCluster> {
  const sandbox = await startSandbox({
    timings: { ...instantTimings, ...timings },
  });
  const platform = await assumeRole(sandbox.awsUrl);
  await createCluster(sandbox.awsUrl, platform);
  const described = await clients(sandbox.awsUrl, platform).eks.send(
    new DescribeClusterCommand({ name: clusterName }),
  );
  const cluster = sandbox.world.aws.findCluster({
    accountId: platformAccount,
    region,
    name: clusterName,
  });
  if (!cluster) throw new Error('the test cluster was not created');
  const kubeConfig = async (credentials: Credentials) => {
    const config = new KubeConfig();
    config.loadFromOptions({
      clusters: [
        {
          name: clusterName,
          server: described.cluster?.endpoint ?? '',
          caData: described.cluster?.certificateAuthority?.data,
        },
      ],
      users: [{ name: 'user', token: await bearerToken(credentials) }],
      contexts: [{ name: 'test', cluster: clusterName, user: 'user' }],
      currentContext: 'test',
    });
    return config;
  };
  return {
    sandbox,
    cluster,
    admin: await kubeConfig(platform),
    member: async (roleName, groups) => {
      const roleArn = await createRole(sandbox.awsUrl, platform, roleName, {
        AWS: sandbox.world.aws.account('999988887777').users.get('backstage')
          ?.arn,
      });
      await clients(sandbox.awsUrl, platform).eks.send(
        new CreateAccessEntryCommand({
          clusterName,
          principalArn: roleArn,
          kubernetesGroups: groups,
        }),
      );
      const session = { roleArn };
      return kubeConfig(
        await assumeRole(sandbox.awsUrl, session, backstageUser),
      );
    },
    close: () => sandbox.close(),
  };
}

/** The bearer token that EKS takes: a pre-signed STS call. */
export async function bearerToken(credentials: Credentials): Promise<string> {
  const host = `sts.${region}.amazonaws.com`;
  const signer = new SignatureV4({
    service: 'sts',
    region,
    credentials,
    sha256: Sha256,
  });
  const { query = {} } = await signer.presign(
    {
      method: 'GET',
      protocol: 'https:',
      hostname: host,
      path: '/',
      query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
      headers: { host, 'x-k8s-aws-id': clusterName },
    },
    {
      expiresIn: 60,
      unhoistableHeaders: new Set(['x-k8s-aws-id']),
      signableHeaders: new Set(['host', 'x-k8s-aws-id']),
    },
  );
  const url = new URL(`https://${host}/`);
  for (const [name, value] of Object.entries(query)) {
    url.searchParams.set(name, String(value));
  }
  const encoded = Buffer.from(url.toString()).toString('base64url');
  return `k8s-aws-v1.${encoded}`;
}

/** The API's answer to a plain request, for what no client class covers. */
export async function rawRequest(
  config: KubeConfig,
  method: string,
  path: string,
  options: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<{ status: number; warnings?: string; body: unknown }> {
  const url = new URL(path, config.getCurrentCluster()?.server);
  const ca = Buffer.from(config.getCurrentCluster()?.caData ?? '', 'base64');
  const headers = {
    authorization: `Bearer ${config.getCurrentUser()?.token}`,
    'content-type': 'application/json',
    'user-agent': 'test/1.0',
    ...options.headers,
  };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, ca, headers }, incoming => {
      incoming.toArray().then(chunks => {
        const text = Buffer.concat(chunks).toString();
        const isJson = incoming.headers['content-type']?.includes('json');
        resolve({
          status: incoming.statusCode ?? 0,
          warnings: incoming.headers.warning?.toString(),
          body: isJson ? JSON.parse(text) : text,
        });
      }, reject);
    });
    outgoing.once('error', reject);
    outgoing.end(
      typeof options.body === 'string'
        ? options.body
        : options.body && JSON.stringify(options.body),
    );
  });
}

async function createCluster(awsUrl: string, platform: Credentials) {
  const service = (name: string) => ({ Service: `${name}.amazonaws.com` });
  const roleArn = await createRole(awsUrl, platform, 'eks', service('eks'), [
    'AmazonEKSBlockStoragePolicyV2',
    'AmazonEKSClusterPolicy',
    'AmazonEKSComputePolicy',
    'AmazonEKSLoadBalancingPolicy',
    'AmazonEKSNetworkingPolicy',
  ]);
  const nodeRoleArn = await createRole(
    awsUrl,
    platform,
    'node',
    service('ec2'),
    ['AmazonEKSWorkerNodeMinimalPolicy', 'AmazonEC2ContainerRegistryPullOnly'],
  );
  await clients(awsUrl, platform).eks.send(
    new CreateClusterCommand({
      name: clusterName,
      // Backstage's role makes none without.
      tags: { 'humanitec-eks/binding': 'a' },
      roleArn,
      resourcesVpcConfig: {
        subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
        endpointPrivateAccess: true,
        endpointPublicAccess: false,
      },
      accessConfig: {
        authenticationMode: 'API',
        bootstrapClusterCreatorAdminPermissions: true,
      },
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

async function createRole(
  awsUrl: string,
  platform: Credentials,
  name: string,
  principal: Record<string, string | undefined>,
  policies: string[] = [],
): Promise<string> {
  const { iam } = clients(awsUrl, platform);
  const trust = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: principal,
        Action: ['sts:AssumeRole', 'sts:TagSession'],
      },
    ],
  };
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: name,
      AssumeRolePolicyDocument: JSON.stringify(trust),
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
  return Role?.Arn ?? '';
}

/** The hash that the signer asks for, made of node's. */
class Sha256 {
  private readonly hash: Hash | Hmac;

  constructor(key?: string | ArrayBuffer | ArrayBufferView) {
    this.hash =
      key === undefined
        ? createHash('sha256')
        : createHmac('sha256', bytesOf(key));
  }

  update(data: string | ArrayBuffer | ArrayBufferView) {
    this.hash.update(bytesOf(data));
  }

  async digest() {
    return new Uint8Array(this.hash.digest());
  }

  reset() {}
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    : Buffer.from(data);
}
