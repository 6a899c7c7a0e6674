import { ResponseError } from '@backstage/errors';

/** Why there is no report, as far as a person can do something about it. */
export type LoadFailure =
  | { kind: 'notPermitted'; message?: string }
  | { kind: 'unreachable' }
  | { kind: 'notFound'; message?: string }
  | { kind: 'failed'; status?: number; message?: string };

export function loadFailure(error: Error): LoadFailure {
  if (!(error instanceof ResponseError)) {
    // What fetch throws when there is no answer at all.
    if (error.name === 'TypeError') return { kind: 'unreachable' };
    return { kind: 'failed', message: error.message };
  }
  const { statusCode: status } = error;
  const message = backendMessage(error);
  if (status === 403) return { kind: 'notPermitted', message };
  if (status === 404) return { kind: 'notFound', message };
  return { kind: 'failed', status, message };
}

/** What our backend said. The page of a proxy in between is not for people. */
function backendMessage({ response, cause }: ResponseError) {
  const type = response.headers.get('content-type');
  return type?.startsWith('application/json') ? cause.message : undefined;
}
