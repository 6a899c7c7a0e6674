import { HumanitecError } from '../humanitec/humanitecError';
import type { Systems } from '../systems';
import { waitFor } from '../waitFor';

/** A fresh IAM role can be assumed after some seconds; Humanitec's own wizard allows two minutes. */
const FRESH_SECONDS = 120;

/** IAM tells when a role was made, not when its trust policy changed: that may have been just now. */
const CHANGED_SECONDS = 20;

/**
 * Repeats a write while Humanitec says that the credentials do not work (`CRED-…`),
 * as long as that may be because AWS does not know the role everywhere yet.
 *
 * @throws HumanitecError: any other at once, the last one at the bound
 */
export function whenRoleIsKnown<T>(
  roleCreatedAt: Date | undefined,
  systems: Systems,
  write: () => Promise<T>,
): Promise<T> {
  const start = Date.now();
  const limitSeconds = propagationSeconds(roleCreatedAt, start);
  return waitFor<T>(
    async () => {
      try {
        return { done: await write() };
      } catch (error) {
        const isOver = Date.now() - start >= limitSeconds * 1000;
        if (isOver || !isCredentialRefusal(error)) throw error;
        return {
          waiting: `Humanitec cannot assume the access role yet (${error.code}); AWS may need up to ${limitSeconds} s to know it everywhere`,
        };
      }
    },
    systems,
    // The last look comes at the bound or after it, and throws what it finds.
    { limitSeconds: 2 * FRESH_SECONDS },
  );
}

/** How long, from now on, a refusal may be due to a role that is not known everywhere yet. */
export function propagationSeconds(
  roleCreatedAt: Date | undefined,
  now: number,
): number {
  if (!roleCreatedAt) return FRESH_SECONDS;
  const age = Math.max(0, (now - roleCreatedAt.getTime()) / 1000);
  return Math.max(CHANGED_SECONDS, Math.round(FRESH_SECONDS - age));
}

function isCredentialRefusal(error: unknown): error is HumanitecError {
  return (
    error instanceof HumanitecError &&
    error.httpStatus === 400 &&
    error.code?.startsWith('CRED-') === true
  );
}
