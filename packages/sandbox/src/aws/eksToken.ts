// The decision EKS takes on the bearer token of a Kubernetes call.
import { World } from '../world';
import { callerOf } from './callers';
import {
  isSignedWith,
  parseAmzDate,
  parseCredential,
  sha256,
} from './signature';
import { AccessKey, Cluster } from './state';

type Decision =
  | {
      ok: true;
      /** The role or user, never a session. */
      principalArn: string;
      roleId?: string;
      sessionName?: string;
    }
  | { ok: false; reason: string };

/**
 * Reads a token as aws-iam-authenticator does: a pre-signed STS GetCallerIdentity for this very cluster.
 *
 * Its age is measured by the real clock, which is the one that clients sign by.
 */
export function authenticateEksToken(
  world: World,
  cluster: Cluster,
  bearer: string,
): Decision {
  try {
    const url = decode(bearer);
    checkAddress(world, url);
    const query = readQuery(url);
    checkAge(query);
    const key = checkSignature(world, cluster, url, query);
    const caller = callerOf(world, key);
    if (!caller) {
      throw new Rejected(`the principal of ${key.accessKeyId} is gone`);
    }
    return {
      ok: true,
      principalArn: caller.principalArn,
      ...(key.owner.kind === 'session' && {
        roleId: caller.principalId,
        sessionName: caller.sessionName,
      }),
    };
  } catch (error) {
    if (error instanceof Rejected) return { ok: false, reason: error.message };
    throw error;
  }
}

class Rejected extends Error {}

const prefix = 'k8s-aws-v1.';
const clusterHeader = 'x-k8s-aws-id';
const maxTokenBytes = 4096;
const maxAgeMs = 15 * 60 * 1000;
const clockSkewMs = 5 * 60 * 1000;

function decode(bearer: string): URL {
  if (bearer.length > maxTokenBytes) throw new Rejected('token is too large');
  if (!bearer.startsWith(prefix)) {
    throw new Rejected(`token does not start with ${prefix}`);
  }
  const encoded = bearer.slice(prefix.length);
  if (!/^[A-Za-z0-9_-]+$/.test(encoded)) {
    throw new Rejected('token is not base64url without padding');
  }
  const text = Buffer.from(encoded, 'base64url').toString('utf8');
  if (!URL.canParse(text)) throw new Rejected('token holds no URL');
  return new URL(text);
}

/** STS of a region, or this world's own: `aws eks get-token` signs for AWS_ENDPOINT_URL when it is set. */
function checkAddress(world: World, url: URL) {
  const own = world.awsUrl?.replace(/\/$/, '');
  const address = `${url.origin}${url.pathname}`.replace(/\/$/, '');
  if (own !== undefined && address === own) return;
  if (url.protocol !== 'https:') {
    throw new Rejected(`unexpected scheme ${url.protocol}`);
  }
  if (!/^sts(\.[a-z]{2}(-[a-z]+)+-\d)?\.amazonaws\.com$/.test(url.host)) {
    throw new Rejected(`unexpected hostname ${url.host}`);
  }
  if (url.pathname !== '/') {
    throw new Rejected(`unexpected path ${url.pathname}`);
  }
}

const allowedParameters = new Set([
  'action',
  'version',
  'x-amz-algorithm',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-expires',
  'x-amz-security-token',
  'x-amz-signature',
  'x-amz-signedheaders',
]);

/** The query by lower-case name, each parameter once and each a known one. */
function readQuery(url: URL): Map<string, string> {
  const query = new Map<string, string>();
  for (const [name, value] of url.searchParams) {
    const lower = name.toLowerCase();
    if (!allowedParameters.has(lower)) {
      throw new Rejected(`non-whitelisted query parameter ${name}`);
    }
    if (query.has(lower)) {
      throw new Rejected(`query parameter ${name} more than once`);
    }
    query.set(lower, value);
  }
  if (query.get('action') !== 'GetCallerIdentity') {
    throw new Rejected('unexpected action, wanted GetCallerIdentity');
  }
  return query;
}

function checkAge(query: Map<string, string>) {
  const expires = query.get('x-amz-expires') ?? '';
  if (!/^\d+$/.test(expires) || Number(expires) > 900) {
    throw new Rejected('X-Amz-Expires must be a number from 0 to 900');
  }
  const signedAt = parseAmzDate(query.get('x-amz-date') ?? '');
  if (signedAt === undefined) throw new Rejected('X-Amz-Date is malformed');
  const age = Date.now() - signedAt;
  if (age > maxAgeMs) throw new Rejected('token is expired');
  if (age < -clockSkewMs) throw new Rejected('token is not yet valid');
}

function checkSignature(
  world: World,
  cluster: Cluster,
  url: URL,
  query: Map<string, string>,
): AccessKey {
  const signedHeaders = (query.get('x-amz-signedheaders') ?? '').split(';');
  if (!signedHeaders.includes(clusterHeader)) {
    throw new Rejected(`${clusterHeader} is not among the signed headers`);
  }
  const scope = parseCredential(query.get('x-amz-credential') ?? '');
  if (scope?.service !== 'sts') {
    throw new Rejected('X-Amz-Credential is not scoped to sts');
  }
  const key = world.aws.accessKeys.get(scope.accessKeyId);
  if (!key) throw new Rejected('InvalidClientTokenId: the key is unknown');
  checkSession(world, key, query.get('x-amz-security-token'));
  const known: Record<string, string> = {
    host: url.host,
    [clusterHeader]: cluster.name,
  };
  const headers = Object.fromEntries(
    signedHeaders.map(name => [name, known[name] ?? '']),
  );
  const ok = isSignedWith(
    key.secretAccessKey,
    query.get('x-amz-signature') ?? '',
    {
      method: 'GET',
      hostname: url.hostname,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers,
      payloadHash: sha256(''),
      amzDate: query.get('x-amz-date') ?? '',
      scope,
    },
  );
  if (!ok) {
    throw new Rejected(
      `SignatureDoesNotMatch: not signed for cluster ${cluster.name} with that key`,
    );
  }
  return key;
}

function checkSession(world: World, key: AccessKey, token?: string) {
  if (key.owner.kind === 'user') return;
  if (key.owner.sessionToken !== token) {
    throw new Rejected('InvalidClientTokenId: wrong session token');
  }
  if (world.clock.now() >= key.owner.expiresAt) {
    throw new Rejected('ExpiredToken: the session is over');
  }
}
