import { setTimeout as sleep } from 'node:timers/promises';
import type { Systems } from './systems';

/**
 * What one look found: the end of the waiting, or what it still waits for.
 *
 * `usually` is how long that takes as a rule (`about 15 min`), `since` when it
 * began, where that was before the wait.
 */
export type Look<T> =
  | { done: T }
  | { waiting: string; usually?: string; since?: Date };

/** A wait that reached its bound. */
export class WaitTimeout extends Error {
  override name = 'WaitTimeout';
}

/** A line is repeated after this time, so that a log neither floods nor falls silent: proxies cut streams that do. */
const REPEAT_SECONDS = 20;
/** Between two looks. */
const MAX_PAUSE_SECONDS = 20;
/** So much longer than it must be, at most, is a wait that takes its time: a pause is this share of the time waited. */
const PAUSE_SHARE = 0.02;

/**
 * Looks again and again until it is done, with a progress line when what it
 * waits for changes, and every 20 s.
 *
 * @param look - one look; what it throws ends the wait at once
 * @param options - `limitSeconds` bounds the wait; looks are `firstPauseSeconds`
 *   apart (default 1), later a fiftieth of the time waited, at most 20 s; a line
 *   is repeated after `repeatSeconds` (default 20)
 * @throws WaitTimeout at the bound, AbortError when the signal is aborted
 */
export async function waitFor<T>(
  look: () => Promise<Look<T>>,
  systems: Pick<Systems, 'signal' | 'progress'>,
  options: {
    limitSeconds: number;
    firstPauseSeconds?: number;
    repeatSeconds?: number;
  },
): Promise<T> {
  const start = Date.now();
  const toldAt = new Map<string, number>();
  const { firstPauseSeconds = 1, repeatSeconds = REPEAT_SECONDS } = options;
  for (;;) {
    systems.signal.throwIfAborted();
    const found = await look();
    if ('done' in found) return found.done;

    const elapsed = (Date.now() - start) / 1000;
    if (elapsed >= options.limitSeconds) {
      throw new WaitTimeout(
        `${found.waiting} (gave up after ${duration(elapsed)})`,
      );
    }
    const pause = Math.max(
      firstPauseSeconds,
      Math.min(elapsed * PAUSE_SHARE, MAX_PAUSE_SECONDS),
    );
    const next = Date.now() + pause * 1000;
    for (;;) {
      const now = Date.now();
      const last = toldAt.get(found.waiting) ?? -Infinity;
      const due = last + repeatSeconds * 1000;
      if (now >= due) {
        toldAt.set(found.waiting, now);
        systems.progress(waitingText(found, { start, now, next }));
      }
      if (now >= next) break;
      const until = Math.min(next, Math.max(due, now + 1));
      await sleep(until - now, undefined, { signal: systems.signal });
    }
  }
}

/** `Cluster x is CREATING, for 4 min 30 s (usually about 15 min). Next look in 20 s.` */
function waitingText(
  { waiting, usually, since }: Extract<Look<never>, { waiting: string }>,
  { start, now, next }: { start: number; now: number; next: number },
): string {
  const elapsed = (now - Math.min(start, since?.getTime() ?? start)) / 1000;
  const left = Math.round((next - now) / 1000);
  return [
    waiting,
    elapsed < 1 ? '' : `, for ${duration(elapsed)}`,
    usually ? ` (usually ${usually})` : '',
    left < 1 ? '. Looking again.' : `. Next look in ${duration(left)}.`,
  ].join('');
}

/** `42 s`, `4 min 30 s`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
