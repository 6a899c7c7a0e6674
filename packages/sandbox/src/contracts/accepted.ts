import { Exchange } from '../exchange';

/** Statuses that say that the request itself was at fault, or that nobody looked at it. */
const refusals = [400, 401, 403, 404, 405, 406, 413, 415, 422];

/**
 * Must the request be valid? Not when the system refused it for what it is: tests
 * send wrong requests on purpose. A request that met a fault was never looked at,
 * and one that lost a race (409, 429) was well formed.
 */
export function isAccepted({ response, fault }: Exchange): boolean {
  return (
    response === undefined ||
    (fault !== undefined && fault !== 'delay') ||
    !refusals.includes(response.status)
  );
}

/** The response that the system itself gave; a fault's is made up. */
export function ownResponse({
  response,
  fault,
}: Exchange): Exchange['response'] {
  return fault === undefined || fault === 'delay' ? response : undefined;
}
