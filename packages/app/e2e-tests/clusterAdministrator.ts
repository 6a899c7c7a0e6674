/** Somebody who is administrator in a cluster and knows nothing of us: what `kubectl patch` would do. */
import { DescribeClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import {
  KubeConfig,
  KubernetesObject,
  KubernetesObjectApi,
  PatchStrategy,
} from '@kubernetes/client-node';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { addresses } from './sandbox';

const region = 'eu-central-1';

// The role that made the cluster is its first administrator.
const credentials = fromTemporaryCredentials({
  params: {
    RoleArn: 'arn:aws:iam::111122223333:role/backstage-humanitec-eks',
    RoleSessionName: 'somebody-else',
  },
  masterCredentials: {
    accessKeyId: 'AKIASANDBOXBACKSTAGE',
    secretAccessKey: 'sandbox-only-not-a-secret-0000000000000000',
  },
  clientConfig: { region, endpoint: addresses.aws },
});

/** Leaves the deployer nothing but to look at pods. */
export async function narrowDeployAccess(cluster: string): Promise<void> {
  await patch(cluster, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'humanitec-deploy-access' },
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
  });
}

export async function scaleAgentToZero(cluster: string): Promise<void> {
  await patch(cluster, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'humanitec-agent', namespace: 'humanitec-agent' },
    spec: { replicas: 0 },
  });
}

async function patch<Patch extends KubernetesObject>(
  cluster: string,
  object: Patch,
): Promise<void> {
  const api = await connect(cluster);
  await api.patch(
    object,
    undefined,
    undefined,
    'somebody-else',
    undefined,
    PatchStrategy.MergePatch,
  );
}

async function connect(name: string): Promise<KubernetesObjectApi> {
  const eks = new EKSClient({ region, endpoint: addresses.aws, credentials });
  const { cluster } = await eks.send(new DescribeClusterCommand({ name }));
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: [
      {
        name,
        server: cluster?.endpoint ?? '',
        caData: cluster?.certificateAuthority?.data,
      },
    ],
    users: [{ name: 'somebody-else', token: await bearerToken(name) }],
    contexts: [{ name, cluster: name, user: 'somebody-else' }],
    currentContext: name,
  });
  return KubernetesObjectApi.makeApiClient(config);
}

/** As `aws eks get-token` makes it. */
async function bearerToken(cluster: string): Promise<string> {
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
      headers: { host, 'x-k8s-aws-id': cluster },
    },
    { expiresIn: 60 },
  );
  const text = new URLSearchParams(
    Object.entries(query).map(([key, value]) => [key, String(value)]),
  );
  const url = Buffer.from(`https://${host}/?${text}`).toString('base64url');
  return `k8s-aws-v1.${url}`;
}
