// clientRequestToken: the same request again is the same thing again.
import { sha256 } from '../signature';
import { invalidParameter } from './errors';

/** What a request with a token has made. */
export interface MadeByRequest {
  clientRequestToken?: string;
  /** The request that made it, to recognise a repetition of it. */
  createRequest: string;
}

/**
 * What this very request has made before; undefined when it is new.
 *
 * @throws AwsError when the token came with another request (the words are not documented)
 */
export function repeated<Made extends MadeByRequest>(
  made: Iterable<Made>,
  request: { clientRequestToken?: string },
  clusterName: string,
): Made | undefined {
  const { clientRequestToken: token } = request;
  if (token === undefined) return undefined;
  const found = [...made].find(one => one.clientRequestToken === token);
  if (found && found.createRequest !== fingerprint(request)) {
    throw invalidParameter(
      'The clientRequestToken was used before, for a different request',
      clusterName,
    );
  }
  return found;
}

/** What to remember of a request. */
export function madeBy(request: {
  clientRequestToken?: string;
}): MadeByRequest {
  return {
    clientRequestToken: request.clientRequestToken,
    createRequest: fingerprint(request),
  };
}

function fingerprint(request: object) {
  return sha256(JSON.stringify(request));
}
