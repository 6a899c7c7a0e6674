import { setTimeout as sleep } from 'node:timers/promises';
import type { Systems } from './systems';

/** What one look found: the end of the waiting, or what it still waits for. */
export type Look<T> = { done: T } | { waiting: string };

/** A wait that reached its bound. */
export class WaitTimeout extends Error {
  override name = 'WaitTimeout';
}

/**
 * Looks again and again until it is done, with a progress line when what it
 * waits for changes, and at least every 20 s.
 *
 * @param look - one look; what it throws ends the wait at once
 * @param options - `limitSeconds` bounds the wait; looks are `firstPauseSeconds`
 *   apart (default 2) at first and grow to 20
 * @throws WaitTimeout at the bound, AbortError when the signal is aborted
 */
export async function waitFor<T>(
  look: () => Promise<Look<T>>,
  systems: Pick<Systems, 'signal' | 'progress'>,
  options: { limitSeconds: number; firstPauseSeconds?: number },
): Promise<T> {
  const start = Date.now();
  let toldAt = 0;
  let told = '';
  let pause = options.firstPauseSeconds ?? 2;
  for (;;) {
    systems.signal.throwIfAborted();
    const found = await look();
    if ('done' in found) return found.done;

    const now = Date.now();
    const elapsed = (now - start) / 1000;
    if (elapsed >= options.limitSeconds) {
      throw new WaitTimeout(
        `${found.waiting} (gave up after ${duration(elapsed)})`,
      );
    }
    if (found.waiting !== told || now - toldAt >= 20_000) {
      systems.progress(
        elapsed < 1
          ? found.waiting
          : `${found.waiting} (${duration(elapsed)} so far)`,
      );
      told = found.waiting;
      toldAt = now;
    }
    await sleep(pause * 1000, undefined, { signal: systems.signal });
    pause = Math.min(pause * 1.3, 20);
  }
}

/** `42 s`, `4 min 30 s`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
