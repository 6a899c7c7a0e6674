import { isError } from '@backstage/errors';
import { SystemError } from '../systemError';

/** AWS refused a call, or did not answer it, or Backstage has no credentials for it. */
export class AwsError extends SystemError {
  override name = 'AwsError';
  readonly system = 'AWS';

  private constructor(facts: {
    call: string;
    code: string;
    systemMessage: string;
    httpStatus?: number;
    validZones?: string[];
    secrets?: string[];
  }) {
    super({ ...facts, remedy: remedy(facts), retryable: isRetryable(facts) });
  }

  /**
   * What the AWS SDK threw, without its request, response and metadata.
   *
   * @param call - `iam:CreateRole`
   * @param input - the command's input: an external ID in it must not come back
   */
  static from(error: unknown, call: string, input?: unknown): AwsError {
    if (error instanceof AwsError) return error;
    const { name, message, code } = thrown(error);
    // The SDK hangs `$metadata` on broken connections too; `$fault` is of answers only.
    if (has(error, '$fault')) {
      return new AwsError({
        call,
        code: name.replace(/Exception$/, ''),
        systemMessage: message || 'no reason given',
        httpStatus: httpStatusOf(error),
        validZones: has(error, 'validZones')
          ? strings(error.validZones)
          : undefined,
        secrets: externalIds(input),
      });
    }
    // The SDK's words for it are those of its parser.
    if (message.includes('Deserialization error')) {
      return new AwsError({
        call,
        code: UNREADABLE,
        systemMessage: 'the answer is not of the AWS API',
      });
    }
    return new AwsError({ call, code: code ?? name, systemMessage: message });
  }
}

/** The code of an AWS error (`EntityAlreadyExists`), the same whether the wire spells it with "Exception" or not. */
export function awsErrorName(error: unknown): string | undefined {
  return error instanceof AwsError ? error.code : undefined;
}

/** The result, or undefined when AWS says that the thing does not exist. */
export async function orAbsent<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** For deletes: what is gone already is what was wanted. */
export async function ignoreAbsent(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
}

/** Does AWS not know a role yet that IAM has just made? It will, after some seconds. */
export function isNotPropagated(error: unknown): boolean {
  return (
    error instanceof AwsError &&
    NOT_PROPAGATED[error.code ?? '']?.test(error.systemMessage) === true
  );
}

/** Did AWS refuse the call for the session that signed it, before looking at anything else? */
export function isSessionOver(error: unknown): boolean {
  return (
    error instanceof AwsError &&
    (error.code === 'ExpiredToken' || error.code === 'RequestExpired')
  );
}

/** Did AWS say that the thing does not exist? (EKS: ClientException "No cluster found", Terraform AWS provider.) */
export function isAbsent(error: unknown): boolean {
  if (!(error instanceof AwsError)) return false;
  return (
    error.code === 'NoSuchEntity' ||
    error.code === 'ResourceNotFound' ||
    (error.code === 'Client' &&
      error.systemMessage.includes('No cluster found'))
  );
}

/** A connection that broke or never came about (Node's codes, and the SDK's own time-outs). */
const BROKEN = /^(E[A-Z]{3,}(_[A-Z]+)?|TimeoutError|RequestTimeout)$/;

/** Our code for an answer that the SDK cannot read. */
const UNREADABLE = 'UnreadableAnswer';

/** A connection to something that is not AWS (Node's TLS codes). */
const UNTRUSTED = /CERT|^ERR_(TLS|SSL)|^UNABLE_TO/;

/** What AWS says of a role or principal that IAM has just made (Terraform AWS provider, eks/cluster.go and #1388). */
const NOT_PROPAGATED: Record<string, RegExp> = {
  InvalidParameter:
    /role\b.*does not exist|could not be assumed|Error in role params|doesn't have the Amazon EKS Managed Policies|IAM role's policy must include/i,
  MalformedPolicyDocument: /Invalid principal/,
};

const TRANSIENT = new Set([
  'ConcurrentModification',
  'InternalFailure',
  'RequestLimitExceeded',
  // Not in the SDK's own list.
  'ResourcePropagationDelay',
  'Server',
  'ServiceFailure',
  'ServiceUnavailable',
  'Throttling',
  'TooManyRequests',
]);

function isRetryable(facts: {
  code: string;
  systemMessage: string;
  httpStatus?: number;
}): boolean {
  const { code, systemMessage, httpStatus = 0 } = facts;
  return (
    TRANSIENT.has(code) ||
    httpStatus >= 500 ||
    BROKEN.test(code) ||
    NOT_PROPAGATED[code]?.test(systemMessage) === true
  );
}

function remedy(facts: {
  code: string;
  systemMessage: string;
  validZones?: string[];
}): string | undefined {
  const { code, systemMessage, validZones } = facts;
  switch (code) {
    case 'AccessDenied':
    case 'UnauthorizedOperation':
      return accessRemedy(systemMessage);
    case 'InvalidClientTokenId':
    case 'UnrecognizedClient':
    case 'SignatureDoesNotMatch':
    case 'InvalidSignature':
    case 'AuthFailure':
      return 'Check the credentials that Backstage has for this account (aws.accounts in app-config), the region, and the clock of this host.';
    case 'ExpiredToken':
    case 'RequestExpired':
      return 'The credentials of Backstage have expired: renew them, then try again.';
    case 'CredentialsProviderError':
    case 'TokenProviderError':
      return 'Give Backstage AWS credentials: a role of its own where it runs (EKS Pod Identity, IRSA, instance role), AWS_… variables, or aws in app-config.';
    case 'LimitExceeded':
    case 'ResourceLimitExceeded':
      return 'A quota of the account is used up: raise it or remove what is no longer needed.';
    case 'Throttling':
    case 'TooManyRequests':
    case 'RequestLimitExceeded':
      return 'AWS limits the rate of calls in this account: try again in a few minutes.';
    case 'UnsupportedAvailabilityZone':
      return validZones?.length
        ? `Choose subnets in these availability zones: ${validZones.join(
            ', ',
          )}.`
        : 'Choose subnets in other availability zones.';
    case 'ResourcePropagationDelay':
    case 'ServiceUnavailable':
    case 'Server':
    case 'ServiceFailure':
    case 'InternalFailure':
      return 'AWS could not do it just now: try again in a few minutes.';
    default:
      return connectionRemedy(code);
  }
}

function connectionRemedy(code: string): string | undefined {
  if (BROKEN.test(code)) {
    return 'Check that Backstage may reach the AWS API (VPC endpoint, proxy, firewall), then try again.';
  }
  if (code === UNREADABLE || UNTRUSTED.test(code)) {
    return 'Something between Backstage and AWS answers in its place: check proxies, NODE_EXTRA_CA_CERTS and AWS_ENDPOINT_URL.';
  }
  return undefined;
}

function accessRemedy(message: string): string {
  const action = message.match(/to perform: ([\w-]+:\w+)/)?.[1];
  if (/explicit deny/.test(message)) {
    return `A policy denies ${
      action ?? 'this call'
    } explicitly (service control policy, permissions boundary, or the role's own): ask its owner for an exception.`;
  }
  if (action === 'sts:AssumeRole') {
    return 'The role in the account must exist and its trust policy must name the role that Backstage runs as, which in turn must be allowed sts:AssumeRole on it (aws.accounts in app-config).';
  }
  return `Allow ${
    action ?? 'this call'
  } for the role that Backstage assumes in the account (README, AWS permissions), then try again.`;
}

function thrown(error: unknown) {
  if (!isError(error)) {
    return { name: 'Error', message: String(error), code: undefined };
  }
  // Connections to several addresses fail with one error for each, and say nothing themselves.
  const first =
    has(error, 'errors') && Array.isArray(error.errors) ? error.errors[0] : '';
  const message =
    error.message || (isError(first) ? first.message : 'no answer');
  return {
    name: error.name,
    message,
    // What wraps a broken connection keeps its code only in the words: `connect ECONNREFUSED …`.
    code:
      typeof error.code === 'string'
        ? error.code
        : message.match(/\bE[A-Z]{3,}(_[A-Z]+)?\b/)?.[0],
  };
}

function httpStatusOf(error: unknown): number | undefined {
  if (!has(error, '$metadata') || !has(error.$metadata, 'httpStatusCode')) {
    return undefined;
  }
  const { httpStatusCode } = error.$metadata;
  return typeof httpStatusCode === 'number' ? httpStatusCode : undefined;
}

function has<K extends string>(
  value: unknown,
  key: K,
): value is Record<K, unknown> {
  return typeof value === 'object' && value !== null && key in value;
}

function strings(value: unknown): string[] {
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string')
    : [];
}

/** External IDs stand in trust policies. */
function externalIds(input: unknown): string[] {
  const text = JSON.stringify(input ?? null).replaceAll('\\', '');
  return [...text.matchAll(/"sts:ExternalId":\s*"([^"]+)"/g)].map(
    ([, id]) => id,
  );
}
