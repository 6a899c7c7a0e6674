import type { SystemId } from 'backstage-plugin-humanitec-eks-common';
import { withoutSecrets } from './withoutSecrets';

/** What is known of a failed call, in the words of the system that failed it. */
export interface SystemErrorFacts {
  /** `iam:CreateRole`, `POST /orgs/{org}/agents`, `apply Deployment ns/name`; no value in it is secret. */
  call: string;
  /** The system's own code: `AccessDenied`, `CRED-005`, `Forbidden`, `ENOTFOUND` … */
  code?: string;
  /** Undefined or 0 when there was no answer at all. */
  httpStatus?: number;
  /** The system's own message, or ours when it did not answer. */
  systemMessage: string;
  /** What a person can do, in one or two sentences. */
  remedy?: string;
  /** May the same call succeed later, without anybody changing anything? */
  retryable?: boolean;
  /** How long the system asks to wait before that. */
  retryAfterSeconds?: number;
  /** What was sent and must not come back in the system's words. */
  secrets?: readonly string[];
}

/**
 * One of the three systems refused a call, or did not answer it.
 *
 * Holds only what its fields say: no body, header, credential or `cause`, since
 * Backstage serializes errors with all that hangs on them. (No field is called
 * `status`: Backstage would pass it on to the browser as its own.)
 */
export abstract class SystemError extends Error {
  abstract readonly system: SystemId;
  readonly call: string;
  readonly code: string | undefined;
  readonly httpStatus: number | undefined;
  readonly systemMessage: string;
  readonly remedy: string | undefined;
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | undefined;

  /** @param answer - how the answer reads after the call; code and message when left out */
  constructor(facts: SystemErrorFacts, answer?: string) {
    const clean = (text: string) => withoutSecrets(text, facts.secrets);
    const systemMessage = clean(facts.systemMessage);
    super(
      [
        facts.call,
        clean(answer ?? [facts.code, systemMessage].filter(Boolean).join(': ')),
      ]
        .filter(Boolean)
        .join(': '),
    );
    this.call = facts.call;
    this.code = facts.code;
    this.httpStatus = facts.httpStatus;
    this.systemMessage = systemMessage;
    this.remedy = facts.remedy;
    this.retryable = facts.retryable ?? false;
    this.retryAfterSeconds = facts.retryAfterSeconds;
  }

  /** Message and remedy, as a person reads them. */
  get description(): string {
    return this.remedy
      ? `${endSentence(this.message)} ${this.remedy}`
      : this.message;
  }
}

function endSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
