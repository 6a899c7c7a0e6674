import { isError } from '@backstage/errors';
import { ApiException } from '@kubernetes/client-node';
import { z } from 'zod';
import { parseRetryAfter, retryTransient } from '../retryTransient';
import { SystemError } from '../systemError';
import type { Manifest } from './kubernetesClient';
import { KubernetesError } from './kubernetesError';
import { Way, wayText } from './reach/way';

export interface KubernetesConnection {
  way: Way;
  signal: AbortSignal;
  /** Hears of each failure after which a call is made again. */
  onRetry?: (error: SystemError) => void;
}

/**
 * Runs one call, which must be safe to repeat: again, up to three times, after
 * answers that are known to be transient (new control planes throttle bursts,
 * containers-roadmap#2800).
 *
 * @returns the result in plain JSON: the client makes Dates
 * @throws KubernetesError, KubernetesUnreachable; the signal's reason when it is aborted
 */
export function kubernetesCall<T>(
  { way, signal, onRetry }: KubernetesConnection,
  verb: string,
  subject: Manifest,
  send: () => Promise<unknown>,
): Promise<T> {
  return retryTransient(
    signal,
    async () => {
      try {
        return JSON.parse(JSON.stringify((await send()) ?? null));
      } catch (error) {
        signal.throwIfAborted();
        throw kubernetesFailure(error, verb, subject, way);
      }
    },
    {
      isTransient: error => error.retryable && error instanceof KubernetesError,
      onRetry,
    },
  );
}

/** What the client threw, as an error of ours: nothing of the answer but its Status and its date. */
export function kubernetesFailure(
  error: unknown,
  verb: string,
  subject: Manifest,
  way: Way,
): Error {
  const { kind, metadata } = subject;
  const name = [metadata.namespace, metadata.name].filter(Boolean).join('/');
  const call = `${verb} ${kind} ${name}`.trim();
  const secrets = secretValues(subject);
  if (error instanceof ApiException) {
    const status = parseStatus(error.body);
    return new KubernetesError({
      call,
      httpStatus: error.code,
      code: status?.reason,
      systemMessage:
        status?.message ??
        (error.code < 300
          ? 'the answer is not of the Kubernetes API'
          : undefined),
      retryAfterSeconds:
        parseRetryAfter(error.headers['retry-after']) ??
        status?.details?.retryAfterSeconds,
      clockAheadSeconds: clockAhead(error.headers.date),
      secrets,
    });
  }
  const cause = rootCause(error);
  // The way to the cluster, or the token for it.
  if (cause instanceof SystemError) return cause;
  return new KubernetesError({
    call,
    httpStatus: 0,
    code: codeOf(cause),
    systemMessage: isError(cause) ? cause.message : String(cause),
    way: wayText(way),
    secrets,
  });
}

const statusSchema = z.object({
  kind: z.literal('Status'),
  message: z.string().optional(),
  reason: z.string().optional(),
  details: z
    .object({ retryAfterSeconds: z.number().optional() })
    .optional()
    .catch(undefined),
});

/** The Status that the API answers with; undefined for a proxy's page. */
function parseStatus(body: unknown) {
  let status = body;
  if (typeof body === 'string') {
    try {
      status = JSON.parse(body);
    } catch {
      // A page: its text helps nobody.
      return undefined;
    }
  }
  return statusSchema.safeParse(status).data;
}

function clockAhead(date: string | undefined): number | undefined {
  const seconds = (Date.now() - Date.parse(date ?? '')) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.round(seconds);
}

/** fetch hides the reason two causes deep. */
function rootCause(error: unknown): unknown {
  let cause = error;
  while (!(cause instanceof SystemError) && isError(cause) && cause.cause) {
    cause = cause.cause;
  }
  return cause;
}

function codeOf(error: unknown): string {
  if (!isError(error)) return 'unknown';
  return typeof error.code === 'string' ? error.code : error.name;
}

/** What a Secret holds. */
function secretValues(subject: Manifest): string[] {
  if (subject.kind !== 'Secret') return [];
  return Object.entries(subject).flatMap(([field, values]) =>
    field === 'data' || field === 'stringData'
      ? Object.values(values).filter(value => typeof value === 'string')
      : [],
  );
}
