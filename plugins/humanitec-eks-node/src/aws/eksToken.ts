import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { holdSecret } from '../heldSecrets';
import type { AwsAccount } from './awsAccount';

/** EKS rejects tokens older than 15 minutes whatever they say (aws-iam-authenticator). */
const TOKEN_LIFETIME_MS = 10 * 60 * 1000;

/**
 * A bearer token for the API of one EKS cluster: a GetCallerIdentity request to
 * STS in the cluster's own region, signed but not sent. Makes no call.
 */
export async function signEksToken(
  account: Pick<AwsAccount, 'region' | 'dnsSuffix' | 'credentials'>,
  clusterName: string,
): Promise<string> {
  const signer = new SignatureV4({
    service: 'sts',
    region: account.region,
    credentials: account.credentials,
    sha256: Sha256,
  });
  const host = `sts.${account.region}.${account.dnsSuffix}`;
  const { query } = await signer.presign(
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
  holdSecret([query?.['X-Amz-Signature'] ?? []].flat()[0]);
  const params = new URLSearchParams(
    Object.entries(query ?? {}).map(([key, value]) => [key, String(value)]),
  );
  const url = `https://${host}/?${params}`;
  return `k8s-aws-v1.${Buffer.from(url).toString('base64url')}`;
}

/** Signs on first use and again before the token would be refused. */
export function eksTokenSource(
  account: Pick<AwsAccount, 'region' | 'dnsSuffix' | 'credentials'>,
  clusterName: string,
): () => Promise<string> {
  let token: string | undefined;
  let signedAt = 0;
  return async () => {
    if (!token || Date.now() - signedAt > TOKEN_LIFETIME_MS) {
      token = await signEksToken(account, clusterName);
      signedAt = Date.now();
    }
    return token;
  };
}
