import { SystemError } from '../systemError';
import { References, referencesText } from './references';

/** Humanitec refused a call, or did not answer it. */
export class HumanitecError extends SystemError {
  override name = 'HumanitecError';
  readonly system = 'Humanitec';
  /** 0 when there was no answer at all. */
  override readonly httpStatus: number;
  /** What still refers to the thing that should be deleted. */
  readonly references: References | undefined;

  constructor(facts: {
    /** `POST /orgs/{org}/agents` */
    call: string;
    httpStatus: number;
    /** `API-000`, `CRED-005` … */
    code?: string;
    systemMessage?: string;
    references?: References;
    retryAfterSeconds?: number;
    /** What the request held and the answer must not show. */
    secrets?: readonly string[];
  }) {
    const { httpStatus, code, systemMessage = '', references } = facts;
    super(
      {
        ...facts,
        systemMessage,
        remedy: remedy(facts),
        retryable: isRetryable(facts),
      },
      [
        httpStatus
          ? [`HTTP ${httpStatus}`, code, systemMessage]
              .filter(Boolean)
              .join(' ')
          : [systemMessage, code && `(${code})`].filter(Boolean).join(' '),
        references && `still in use by ${referencesText(references)}`,
      ]
        .filter(Boolean)
        .join('; '),
    );
    this.httpStatus = httpStatus;
    this.references = references;
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

/** Answers after which the same call may succeed a moment later; 0 is none. */
const TRANSIENT = new Set([0, 429, 502, 503, 504]);

/** A fresh role cannot be assumed for some seconds, whence CRED-…; only those who made it know that. */
function isRetryable(facts: { httpStatus: number }): boolean {
  return TRANSIENT.has(facts.httpStatus);
}

function remedy(facts: {
  httpStatus: number;
  code?: string;
  references?: References;
  retryAfterSeconds?: number;
}): string | undefined {
  const { httpStatus, code, references, retryAfterSeconds } = facts;
  if (references) {
    return 'Remove what refers to it, or let those environments be deployed elsewhere first, then try again.';
  }
  if (code?.startsWith('CRED-')) {
    return 'Humanitec could not assume the role: compare the trust policy of the access role with the principal and external ID of the cloud account; applying the access role again mends it.';
  }
  if (httpStatus >= 300 && httpStatus < 400) {
    return 'Set humanitecEks.organizations[].apiBaseUrl to the address of the API itself.';
  }
  if (httpStatus >= 200 && httpStatus < 300) {
    return 'Something else than the Humanitec API may answer in its place: check proxies and humanitecEks.organizations[].apiBaseUrl.';
  }
  switch (httpStatus) {
    case 0:
      return 'Check that Backstage may reach the Humanitec API (proxy, firewall).';
    case 401:
      return 'The token in humanitecEks.organizations is not valid: create one for a service user and set it in the configuration.';
    case 403:
      return "The token's service user needs the role Administrator in the organization.";
    case 404:
      return 'Check the organization ID and that the token belongs to it.';
    case 429:
      return `Humanitec limits the rate of calls: try again in ${
        retryAfterSeconds ? `${retryAfterSeconds} s` : 'a minute'
      }.`;
    case 500:
    case 502:
    case 503:
    case 504:
      return 'Humanitec could not do it just now: try again in a few minutes.';
    default:
      return undefined;
  }
}
