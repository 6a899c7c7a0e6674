/**
 * Humanitec refused a call, or did not answer it. Holds the short code and
 * message of its error envelope, never the whole body. (No field is called
 * `status`: Backstage would pass it on to the browser as its own.)
 */
export class HumanitecError extends Error {
  override name = 'HumanitecError';

  constructor(
    /** `POST /orgs/{org}/agents`, without values that could be secret. */
    readonly call: string,
    /** 0 when there was no answer at all. */
    readonly httpStatus: number,
    /** `API-000`, `CRED-005` … */
    readonly code: string | undefined,
    reason: string,
  ) {
    super(`${call}: ${reason}`);
  }
}

/** The result, or undefined when Humanitec says that the thing does not exist. */
export async function orNotFound<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof HumanitecError && error.httpStatus === 404) {
      return undefined;
    }
    throw error;
  }
}

/** What a person can do about an error of Humanitec, where that is known. */
export function humanitecRemedy(error: HumanitecError): string | undefined {
  if (error.code?.startsWith('CRED-')) {
    return 'Humanitec could not assume the role: compare the trust policy of the access role with the principal and external ID of the cloud account, by running the access role step again.';
  }
  switch (error.httpStatus) {
    case 0:
      return 'Check that Backstage may reach the Humanitec API (proxy, firewall).';
    case 401:
      return 'The token in humanitecEks.organizations is not valid: create one for a service user and set it in the configuration.';
    case 403:
      return "The token's service user needs the role Administrator in the organization.";
    case 404:
      return 'Check the organization ID and that the token belongs to it.';
    case 429:
      return 'Humanitec limits the rate of calls: run the step again in a minute.';
    default:
      return undefined;
  }
}
