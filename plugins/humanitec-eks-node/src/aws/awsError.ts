/** The name of an AWS error, the same whether the SDK or only the wire spells it with "Exception". */
export function awsErrorName(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined;
  return error.name.replace(/Exception$/, '');
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

/** Did AWS say that the thing does not exist? (EKS: ClientException "No cluster found", Terraform AWS provider.) */
export function isAbsent(error: unknown): boolean {
  const name = awsErrorName(error);
  return (
    name === 'NoSuchEntity' ||
    name === 'ResourceNotFound' ||
    (name === 'Client' &&
      error instanceof Error &&
      error.message.includes('No cluster found'))
  );
}

/** What a person can do about an AWS error, where that is known. */
export function awsRemedy(error: unknown): string | undefined {
  switch (awsErrorName(error)) {
    case 'AccessDenied':
      return 'Allow this call for the role that Backstage assumes in the account (README, required permissions), then run the step again.';
    case 'InvalidClientTokenId':
    case 'UnrecognizedClient':
    case 'SignatureDoesNotMatch':
    case 'InvalidSignature':
      return 'Check the credentials that Backstage has for this account (aws.accounts in app-config) and the region.';
    case 'ExpiredToken':
      return 'The credentials of Backstage have expired: renew them, then run the step again.';
    case 'LimitExceeded':
    case 'ResourceLimitExceeded':
      return 'A quota of the account is used up: raise it or remove what is no longer needed.';
    case 'Throttling':
    case 'TooManyRequests':
      return 'AWS limits the rate of calls in this account: run the step again in a few minutes.';
    case 'UnsupportedAvailabilityZone':
      return 'Choose subnets in other availability zones.';
    default:
      return undefined;
  }
}
