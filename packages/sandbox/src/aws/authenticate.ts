// Every AWS call is signed; this tells by whom, or refuses it.
import { World } from '../world';
import { Caller, callerOf } from './callers';
import {
  isSignedWith,
  parseAmzDate,
  parseCredential,
  sha256,
} from './signature';
import { AccessKey } from './state';

export interface Authenticated {
  caller: Caller;
  /** What the call was signed for. */
  region: string;
  service: string;
}

/** Why credentials are refused; each protocol has its own code and words for it. */
export type AuthenticationFailure =
  | 'missing'
  | 'incomplete'
  | 'unknown key'
  | 'wrong signature'
  | 'expired';

/**
 * Checks the Authorization header of a Signature Version 4 request.
 *
 * @param body - as it came over the wire
 */
export function authenticate(
  world: World,
  request: Request,
  body: string,
): Authenticated | AuthenticationFailure {
  const authorization = request.headers.get('authorization');
  if (!authorization) return 'missing';
  const header = parseAuthorization(authorization);
  if (!header) return 'incomplete';
  const amzDate = request.headers.get('x-amz-date') ?? '';
  const signedAt = parseAmzDate(amzDate);
  if (signedAt === undefined) return 'incomplete';

  const key = world.aws.accessKeys.get(header.scope.accessKeyId);
  const caller = key && callerOf(world, key);
  if (!key || !caller) return 'unknown key';
  if (!hasSessionToken(key, request)) return 'unknown key';
  if (!isSigned(key, request, body, header, amzDate)) return 'wrong signature';
  // Clients sign by the real clock, which the sandbox's own may be ahead of.
  if (Math.abs(Date.now() - signedAt) > maxSkewMs) return 'wrong signature';
  if (
    key.owner.kind === 'session' &&
    world.clock.now() >= key.owner.expiresAt
  ) {
    return 'expired';
  }
  const { region, service } = header.scope;
  return { caller, region, service };
}

/** Ends the session that signed the request; keys of users do not end. */
export function endSession(world: World, request: Request) {
  const header = parseAuthorization(request.headers.get('authorization') ?? '');
  const key = world.aws.accessKeys.get(header?.scope.accessKeyId ?? '');
  if (key?.owner.kind === 'session') key.owner.expiresAt = world.clock.now();
}

const maxSkewMs = 5 * 60 * 1000;

type Authorization = NonNullable<ReturnType<typeof parseAuthorization>>;

/** `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…` */
function parseAuthorization(header: string) {
  const [algorithm, ...rest] = header.split(' ');
  if (algorithm !== 'AWS4-HMAC-SHA256') return undefined;
  const fields = new Map(
    rest
      .join('')
      .split(',')
      .map(field => {
        const [name, ...value] = field.split('=');
        return [name, value.join('=')];
      }),
  );
  const scope = parseCredential(fields.get('Credential') ?? '');
  const signedHeaders = fields.get('SignedHeaders')?.split(';');
  const signature = fields.get('Signature');
  if (!scope || !signedHeaders?.includes('host') || !signature) {
    return undefined;
  }
  return { scope, signedHeaders, signature };
}

function hasSessionToken(key: AccessKey, request: Request) {
  const token = request.headers.get('x-amz-security-token') ?? undefined;
  return key.owner.kind === 'user'
    ? token === undefined
    : token === key.owner.sessionToken;
}

function isSigned(
  key: AccessKey,
  request: Request,
  body: string,
  { scope, signedHeaders, signature }: Authorization,
  amzDate: string,
) {
  const url = new URL(request.url);
  return isSignedWith(key.secretAccessKey, signature, {
    method: request.method,
    hostname: url.hostname,
    path: url.pathname,
    query: queryOf(url),
    headers: Object.fromEntries(
      signedHeaders.map(name => [
        name,
        // In process there is no Host header: the URL names the host.
        request.headers.get(name) ?? (name === 'host' ? url.host : ''),
      ]),
    ),
    payloadHash: sha256(body),
    amzDate,
    scope,
  });
}

function queryOf(url: URL): Record<string, string[]> {
  const names = new Set(url.searchParams.keys());
  return Object.fromEntries(
    Array.from(names, name => [name, url.searchParams.getAll(name)]),
  );
}
