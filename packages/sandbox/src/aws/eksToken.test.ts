import { createHash, createHmac, Hash, Hmac } from 'node:crypto';
import { DeleteRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { SignatureV4 } from '@smithy/signature-v4';
import { Sandbox, startSandbox } from '../sandbox';
import { instantTimings } from '../timings';
import { authenticateEksToken } from './eksToken';
import { Cluster } from './state';
import {
  administratorClients,
  assumeRole,
  backstageUser,
  Credentials,
  platformClients,
  platformRoleArn,
} from './__testUtils__/clients';
import {
  createCluster,
  mark,
  createRole,
  createRoles,
} from './__testUtils__/cluster';

// Several servers share few cores in a full run.
jest.setTimeout(30_000);

let sandbox: Sandbox;
let cluster: Cluster;
let iam: IAMClient;
let session: Credentials;
beforeAll(async () => {
  sandbox = await startSandbox({ timings: instantTimings });
  const platform = await platformClients(sandbox.awsUrl);
  iam = platform.iam;
  await createRoles(iam);
  await createCluster(platform.eks, { tags: mark });
  [cluster] = sandbox.world.aws.clusters.values();
  session = await assumeRole(sandbox.awsUrl);
});
afterAll(() => sandbox.close());

interface TokenOptions {
  credentials?: Credentials;
  clusterName?: string;
  hostname?: string;
  region?: string;
  signedAt?: Date;
  expiresIn?: number;
  query?: Record<string, string>;
  edit?: (url: string) => string;
}

/** Pre-signs STS GetCallerIdentity with the library's own signer. */
async function token(options: TokenOptions = {}): Promise<string> {
  const region = options.region ?? 'eu-central-1';
  const hostname = options.hostname ?? `sts.${region}.amazonaws.com`;
  const signer = new SignatureV4({
    service: 'sts',
    region,
    credentials: options.credentials ?? session,
    sha256: Sha256,
  });
  const signed = await signer.presign(
    {
      method: 'GET',
      protocol: 'https:',
      hostname,
      path: '/',
      query: {
        Action: 'GetCallerIdentity',
        Version: '2011-06-15',
        ...options.query,
      },
      headers: {
        host: hostname,
        'x-k8s-aws-id': options.clusterName ?? cluster.name,
      },
    },
    {
      expiresIn: options.expiresIn ?? 60,
      signingDate: options.signedAt,
      unhoistableHeaders: new Set(['x-k8s-aws-id']),
    },
  );
  const url = new URL(`https://${hostname}/`);
  for (const [name, value] of Object.entries(signed.query ?? {})) {
    url.searchParams.set(name, String(value));
  }
  const text = options.edit ? options.edit(url.href) : url.href;
  return `k8s-aws-v1.${Buffer.from(text).toString('base64url')}`;
}

const decide = async (options?: TokenOptions) =>
  authenticateEksToken(sandbox.world, cluster, await token(options));

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

it('knows a session by its role', async () => {
  expect(await decide()).toEqual({
    ok: true,
    principalArn: platformRoleArn,
    roleId: sandbox.world.aws.findRole(platformRoleArn)?.roleId,
    sessionName: 'test',
  });
});

it('knows a user', async () => {
  expect(await decide({ credentials: backstageUser })).toEqual({
    ok: true,
    principalArn: 'arn:aws:iam::999988887777:user/backstage',
  });
});

const accepted: [string, TokenOptions][] = [
  ['of another region', { region: 'us-east-1' }],
  ['of the global endpoint', { hostname: 'sts.amazonaws.com' }],
  ['of fourteen minutes ago', { signedAt: minutesAgo(14) }],
  ['that asks for 15 minutes', { expiresIn: 900 }],
];

it.each(accepted)('accepts a token %s', async (_title, options) => {
  expect(await decide(options)).toMatchObject({ ok: true });
});

const refused: [string, TokenOptions, string][] = [
  [
    'for another cluster',
    { clusterName: 'another' },
    'SignatureDoesNotMatch: not signed for cluster eks-automode-prod with that key',
  ],
  [
    'signed with a wrong secret',
    { credentials: { ...backstageUser, secretAccessKey: 'wrong' } },
    'SignatureDoesNotMatch',
  ],
  [
    'of an unknown key',
    { credentials: { ...backstageUser, accessKeyId: 'AKIAUNKNOWN' } },
    'InvalidClientTokenId',
  ],
  ['of sixteen minutes ago', { signedAt: minutesAgo(16) }, 'expired'],
  ['of the future', { signedAt: minutesAgo(-10) }, 'not yet valid'],
  ['that asks for an hour', { expiresIn: 3600 }, 'X-Amz-Expires'],
  [
    'without X-Amz-Expires',
    { edit: url => url.replace(/&X-Amz-Expires=\d+/, '') },
    'X-Amz-Expires',
  ],
  ['of another host', { hostname: 'sts.example.com' }, 'unexpected hostname'],
  [
    'over http',
    { edit: url => url.replace('https:', 'http:') },
    'unexpected scheme',
  ],
  [
    'with a path',
    { edit: url => url.replace('/?', '/path?') },
    'unexpected path',
  ],
  ['with another action', { query: { Action: 'GetSessionToken' } }, 'action'],
  [
    'with another parameter',
    { query: { 'x-id': 'GetCallerIdentity' } },
    'non-whitelisted query parameter x-id',
  ],
  [
    'with a parameter twice',
    { edit: url => `${url}&Action=GetCallerIdentity` },
    'more than once',
  ],
  ['that holds no URL', { edit: () => 'no URL' }, 'holds no URL'],
];

it.each(refused)('refuses a token %s', async (_title, options, reason) => {
  expect(await decide(options)).toEqual({
    ok: false,
    reason: expect.stringContaining(reason),
  });
});

it.each([
  ['without the prefix', 'aHR0cHM6Ly9zdHM', 'k8s-aws-v1.'],
  ['with padding', 'k8s-aws-v1.aHR0cHM6Ly9zdHM=', 'base64url'],
  ['of more than 4096 bytes', `k8s-aws-v1.${'a'.repeat(4100)}`, 'too large'],
])('refuses a token %s', (_title, bearer, reason) => {
  expect(authenticateEksToken(sandbox.world, cluster, bearer)).toEqual({
    ok: false,
    reason: expect.stringContaining(reason),
  });
});

it('refuses the session of a role that is gone', async () => {
  const trust = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::999988887777:user/backstage' },
        Action: 'sts:AssumeRole',
      },
    ],
  });
  await createRole(iam, { name: 'passing', trust });
  const roleArn = 'arn:aws:iam::111122223333:role/passing';
  const credentials = await assumeRole(sandbox.awsUrl, { roleArn });
  expect(await decide({ credentials })).toMatchObject({ ok: true });
  await administratorClients(sandbox.awsUrl).iam.send(
    new DeleteRoleCommand({ RoleName: 'passing' }),
  );
  expect(await decide({ credentials })).toMatchObject({ ok: false });
});

it('refuses a session that is over', async () => {
  const credentials = await assumeRole(sandbox.awsUrl, {
    durationSeconds: 900,
  });
  sandbox.world.clock.advance(901);
  expect(await decide({ credentials })).toEqual({
    ok: false,
    reason: 'ExpiredToken: the session is over',
  });
});

/** The hash that the signer asks for, with and without a key. */
class Sha256 {
  private readonly hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = secret
      ? createHmac('sha256', bytes(secret))
      : createHash('sha256');
  }

  update(data: Uint8Array) {
    this.hash.update(data);
  }

  async digest() {
    return new Uint8Array(this.hash.digest());
  }

  reset() {
    throw new Error('the signer makes a new one each time');
  }
}

function bytes(data: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    : Buffer.from(data);
}
