import type { Socket } from 'node:net';
import { isError } from '@backstage/errors';
import { untilAborted } from '../../untilAborted';

/** No step takes longer, and all together no longer than the second bound: every answer comes within 15 s. */
const STEP_MS = 5_000;
const TOTAL_MS = 12_000;

/** What a step's failure means is known where the step is taken. */
export type Explain = (code: string) => Error;

/** One attempt to connect: a few steps, each bounded, all of them over at once when the run is cancelled. */
export interface Attempt {
  /**
   * @param work - must close what it has opened when its signal is aborted
   * @throws what `explain` makes of the code, `time-out` among them; the run's reason when it was cancelled
   */
  step<T>(
    explain: Explain,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T>;
  /** Notes a socket that is of no use when a later step fails. */
  opened(socket: Socket): void;
  /** Closes what was opened: the attempt has failed. */
  giveUp(): void;
}

export function startAttempt(run: AbortSignal): Attempt {
  const end = Date.now() + TOTAL_MS;
  const sockets: Socket[] = [];
  return {
    opened: socket => sockets.push(socket),
    giveUp: () => sockets.forEach(socket => socket.destroy()),
    async step(explain, work) {
      run.throwIfAborted();
      const left = Math.max(0, Math.min(STEP_MS, end - Date.now()));
      const timeout = AbortSignal.timeout(left);
      const signal = AbortSignal.any([run, timeout]);
      try {
        return await untilAborted(signal, work(signal));
      } catch (error) {
        run.throwIfAborted();
        throw explain(timeout.aborted ? 'time-out' : codeOf(error));
      }
    },
  };
}

function codeOf(error: unknown): string {
  if (!isError(error)) return String(error);
  return typeof error.code === 'string' ? error.code : error.message;
}
