// The response of a Kubernetes API.
import { Exchange } from '../../exchange';
import { parseJson } from '../json';
import { DocumentedOperation } from '../openApi';
import { memberOf } from '../record';
import { Documents } from './documents';
import { isJson, undocumentedKinds } from './outOfReach';
import { schemaOf } from './schemaOf';

type Response = NonNullable<Exchange['response']>;

export function responseProblems(
  documents: Documents,
  operation: DocumentedOperation,
  request: Exchange['request'],
  response: Response,
): string[] {
  const { status, headers, body } = response;
  if (request.method === 'HEAD') return [];
  if (status >= 400) return refusalProblems(documents, response);
  const documented = operation.response(status);
  if (!documented) return [`response: status ${status} is not documented`];
  const type = headers.get('content-type')?.split(';')[0] ?? '';
  if (!documented.content?.[type] && !documented.content?.['*/*']) {
    return [`response: content type "${type}" is not documented`];
  }
  if (!isJson(type)) return [];
  const { searchParams } = new URL(request.target, 'https://kubernetes');
  if (['1', 'true'].includes(searchParams.get('watch') ?? '')) {
    return eventProblems(documents, operation, body);
  }
  return objectProblems(documents, operation, parseJson(body), {
    method: request.method,
    place: [...documented.place, 'content', type, 'schema'],
  });
}

function objectProblems(
  { whole }: Documents,
  { kind }: DocumentedOperation,
  object: unknown,
  { method, place }: { method: string; place: string[] },
): string[] {
  const said = String(memberOf(object, 'kind'));
  if (undocumentedKinds.includes(said)) return [];
  // The documents promise a Status for every deletion; servers answer what is (or was) there.
  const [group, version] = splitGroupVersion(memberOf(object, 'apiVersion'));
  const other =
    method === 'DELETE' && [kind?.kind, `${kind?.kind}List`].includes(said)
      ? schemaOf(whole, { group, version, kind: said })
      : undefined;
  return [
    ...whole.problems(other ?? place, object, 'response'),
    ...(typeof memberOf(object, 'kind') === 'string' &&
    typeof memberOf(object, 'apiVersion') === 'string'
      ? []
      : ['response: it does not say its kind and version']),
  ];
}

/** Each event of a watch: one JSON document a line; the last may be cut off. */
function eventProblems(
  documents: Documents,
  { kind }: DocumentedOperation,
  body: Buffer,
): string[] {
  const lines = body.toString('utf8').split('\n').slice(0, -1);
  const { whole, partial } = documents;
  return lines.flatMap(line => {
    const event = parseJson(line);
    const type = memberOf(event, 'type');
    const object = memberOf(event, 'object');
    if (undocumentedKinds.includes(String(memberOf(object, 'kind')))) return [];
    const status = { group: '', version: 'v1', kind: 'Status' };
    const document = type === 'BOOKMARK' ? partial : whole;
    const wanted = type === 'ERROR' ? status : kind;
    const place = wanted && schemaOf(document, wanted);
    if (!place || !eventTypes.includes(String(type))) {
      return [`response: no event: ${line}`];
    }
    return document.problems(place, object, `response: ${type}`);
  });
}

const eventTypes = ['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR'];

function refusalProblems(
  { whole }: Documents,
  { status, body }: Response,
): string[] {
  const answer = parseJson(body);
  const place = schemaOf(whole, { group: '', version: 'v1', kind: 'Status' });
  const isFailure =
    memberOf(answer, 'kind') === 'Status' &&
    memberOf(answer, 'status') === 'Failure' &&
    memberOf(answer, 'code') === status;
  return [
    ...(isFailure ? [] : ['response: not a Status that says its code']),
    ...(place ? whole.problems(place, answer, 'response') : []),
  ];
}

function splitGroupVersion(apiVersion: unknown): [string, string] {
  const [first, second] = String(apiVersion).split('/');
  return second === undefined ? ['', first] : [first, second];
}
