import type { Systems } from '../systems';
import { waitFor } from '../waitFor';

/** What AWS has just been told is known everywhere within seconds; the Terraform AWS provider allows two minutes. */
const PROPAGATION_SECONDS = 120;

/**
 * Repeats a call while AWS does not yet know what the call refers to, and only then.
 *
 * @param options - `isNotYet` recognises that answer, `waiting` tells people about it
 * @throws what the call throws: at once, or that answer itself at the bound
 */
export async function whilePropagating<T>(
  systems: Pick<Systems, 'signal' | 'progress'>,
  options: {
    call: () => Promise<T>;
    isNotYet: (error: unknown) => boolean;
    waiting: string;
  },
): Promise<T> {
  const { call, isNotYet, waiting } = options;
  const start = Date.now();
  return waitFor<T>(
    async () => {
      try {
        return { done: await call() };
      } catch (error) {
        const expired = Date.now() - start > PROPAGATION_SECONDS * 1000;
        if (expired || !isNotYet(error)) throw error;
        return { waiting };
      }
    },
    systems,
    { limitSeconds: 2 * PROPAGATION_SECONDS, firstPauseSeconds: 1 },
  );
}
