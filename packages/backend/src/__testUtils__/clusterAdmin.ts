import { DescribeClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import { KubeConfig, KubernetesObjectApi } from '@kubernetes/client-node';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { backstageSession } from './platformAccount';

const region = 'eu-central-1';

type Credentials = ConstructorParameters<typeof SignatureV4>[0]['credentials'];

/**
 * The Kubernetes API of a cluster as somebody else uses it: with another field
 * manager, and unless others are given under Backstage's role, which is
 * administrator there.
 */
export async function clusterAdmin(
  eks: EKSClient,
  clusterName: string,
  credentials: Credentials = backstageSession(),
): Promise<KubernetesObjectApi> {
  const { cluster } = await eks.send(
    new DescribeClusterCommand({ name: clusterName }),
  );
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: [
      {
        name: clusterName,
        server: cluster?.endpoint ?? '',
        caData: cluster?.certificateAuthority?.data,
      },
    ],
    users: [
      {
        name: 'somebody-else',
        token: await bearerToken(clusterName, credentials),
      },
    ],
    contexts: [{ name: 'test', cluster: clusterName, user: 'somebody-else' }],
    currentContext: 'test',
  });
  return KubernetesObjectApi.makeApiClient(config);
}

/** As `aws eks get-token` makes it. */
async function bearerToken(
  clusterName: string,
  credentials: Credentials,
): Promise<string> {
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
    { expiresIn: 60 },
  );
  const text = new URLSearchParams(
    Object.entries(query).map(([key, value]) => [key, String(value)]),
  );
  return `k8s-aws-v1.${Buffer.from(`https://${host}/?${text}`).toString(
    'base64url',
  )}`;
}
