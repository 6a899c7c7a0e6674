import { signEksToken } from './eksToken';

const credentials = async () => ({
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'secret',
  sessionToken: 'session',
});

async function urlOf(region: string, dnsSuffix: string) {
  const token = await signEksToken({ region, dnsSuffix, credentials }, 'prod');
  expect(token).toMatch(/^k8s-aws-v1\.[A-Za-z0-9_-]+$/);
  const encoded = token.slice('k8s-aws-v1.'.length);
  return new URL(Buffer.from(encoded, 'base64url').toString());
}

// What aws-iam-authenticator accepts: nothing else may stand in the query.
const allowed = [
  'Action',
  'Version',
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-Security-Token',
  'X-Amz-Signature',
  'X-Amz-SignedHeaders',
];

describe('an EKS token', () => {
  it.each([
    ['eu-central-1', 'amazonaws.com', 'sts.eu-central-1.amazonaws.com'],
    ['cn-north-1', 'amazonaws.com.cn', 'sts.cn-north-1.amazonaws.com.cn'],
  ])('of %s is for STS in that region', async (region, suffix, host) => {
    const url = await urlOf(region, suffix);
    expect(url.host).toBe(host);
    expect(url.pathname).toBe('/');
    expect(url.searchParams.get('X-Amz-Credential')).toContain(
      `/${region}/sts/`,
    );
  });

  it('asks for the caller identity, for this cluster, and holds nothing else', async () => {
    const { searchParams } = await urlOf('eu-central-1', 'amazonaws.com');
    expect(searchParams.get('Action')).toBe('GetCallerIdentity');
    expect(searchParams.get('X-Amz-SignedHeaders')).toBe('host;x-k8s-aws-id');
    expect(Number(searchParams.get('X-Amz-Expires'))).toBeLessThanOrEqual(900);
    expect([...searchParams.keys()].sort()).toEqual([...allowed].sort());
  });
});
