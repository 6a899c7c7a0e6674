import { InputError, ServiceUnavailableError } from '@backstage/errors';
import {
  PartError,
  SystemError,
  untilAborted,
} from 'backstage-plugin-humanitec-eks-node';

/**
 * Asks another system on behalf of a browser: within a time, and with every
 * failure in words of ours.
 *
 * @param asked - `system` is whom, `what` is `the subnets of 111122223333 in eu-central-1`
 * @throws ServiceUnavailableError that names the system, the reason and what
 *   helps, and holds nothing else of its answer; the signal's reason when it is
 *   aborted
 */
export async function withinBounds<T>(
  { system, what, seconds }: { system: string; what: string; seconds: number },
  signal: AbortSignal,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const tooLong = AbortSignal.timeout(seconds * 1000);
  const ends = AbortSignal.any([signal, tooLong]);
  try {
    return await untilAborted(ends, ask(ends));
  } catch (error) {
    signal.throwIfAborted();
    if (tooLong.aborted) {
      throw new ServiceUnavailableError(
        `${system} did not tell ${what} within ${seconds} s. Try again; if it stays so, check that Backstage reaches ${system} (proxy, firewall).`,
      );
    }
    if (error instanceof SystemError || error instanceof PartError) {
      throw new ServiceUnavailableError(
        [
          `${error.system} did not tell ${what}: ${reasonOf(error)}.`,
          error.remedy,
        ]
          .filter(Boolean)
          .join(' '),
      );
    }
    // The engine calls it a wrong input when the configuration lacks something; nobody at a form can help that.
    if (error instanceof InputError) {
      throw new ServiceUnavailableError(error.message);
    }
    throw error;
  }
}

/** Codes are names; anything else in their place comes from who knows where. */
const CODE = /^[A-Za-z][\w.-]{1,60}$/;

/** `GET /orgs/platform-org/apps was refused (HTTP 403, API-000)` */
function reasonOf(error: SystemError | PartError): string {
  const { call = 'a check', code = '', httpStatus } = error;
  const status = httpStatus ? `HTTP ${httpStatus}` : '';
  const details = [status, CODE.test(code) ? code : ''].filter(Boolean);
  return `${call} ${status ? 'was refused' : 'failed'}${
    details.length > 0 ? ` (${details.join(', ')})` : ''
  }`;
}
