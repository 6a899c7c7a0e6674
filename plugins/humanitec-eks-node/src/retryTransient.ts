import { setTimeout as sleep } from 'node:timers/promises';
import pRetry from 'p-retry';
import { SystemError } from './systemError';
import { untilAborted } from './untilAborted';

const RETRIES = 3;
/** A call that has taken so long already is not repeated. */
const MAX_SECONDS = 30;
/** A system that asks for a longer pause is not waited for; the person is told. */
const MAX_RETRY_AFTER_SECONDS = 20;

/**
 * Calls again, up to three times, after failures that are known to be
 * transient; the system's own `Retry-After` is kept.
 *
 * @param options - `isTransient` is `retryable` unless something narrower is
 *   given; `onRetry` hears of each failure that is not the end
 * @throws what the last call threw; the signal's reason as soon as it is aborted
 */
export function retryTransient<T>(
  signal: AbortSignal,
  call: () => Promise<T>,
  options: {
    isTransient?: (error: SystemError) => boolean;
    onRetry?: (error: SystemError) => void;
  } = {},
): Promise<T> {
  const { isTransient = error => error.retryable, onRetry } = options;
  return pRetry(call, {
    retries: RETRIES,
    minTimeout: 500,
    maxTimeout: 5_000,
    maxRetryTime: MAX_SECONDS * 1000,
    signal,
    shouldRetry: async ({ error, retriesLeft }) => {
      if (!(error instanceof SystemError) || !isTransient(error)) return false;
      const pause = error.retryAfterSeconds ?? 0;
      if (pause > MAX_RETRY_AFTER_SECONDS) return false;
      if (retriesLeft > 0) onRetry?.(error);
      await untilAborted(signal, sleep(pause * 1000, undefined, { signal }));
      return true;
    },
  });
}

/** Seconds from now, from a `Retry-After` header in either of its forms. */
export function parseRetryAfter(
  header: string | null | undefined,
  now = Date.now(),
): number | undefined {
  if (!header) return undefined;
  const seconds = /^\d+$/.test(header.trim())
    ? Number(header)
    : (Date.parse(header) - now) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}
