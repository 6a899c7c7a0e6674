// The body of a request to a Kubernetes API.
import { parse } from 'yaml';
import { Exchange } from '../../exchange';
import { parseJson } from '../json';
import { DocumentedOperation } from '../openApi';
import { isRecord, memberOf, withoutNulls } from '../record';
import { Documents } from './documents';
import { isJson } from './outOfReach';
import { schemaOf } from './schemaOf';

export function requestProblems(
  { whole, partial }: Documents,
  operation: DocumentedOperation,
  { body, headers }: Exchange['request'],
): string[] {
  const { requestBody, kind } = operation;
  if (!requestBody || body.length === 0) {
    return requestBody?.required ? ['request: there is no body'] : [];
  }
  const type = headers.get('content-type')?.split(';')[0] ?? '';
  if (!isJson(type)) return [];
  const ofKind = kind && schemaOf(partial, kind);
  switch (type) {
    case 'application/json-patch+json':
      return jsonPatchProblems(parseJson(body));
    case 'application/apply-patch+yaml': {
      const applied: unknown = parse(body.toString('utf8'), { version: '1.1' });
      return [
        ...['apiVersion', 'kind']
          .filter(name => typeof memberOf(applied, name) !== 'string')
          .map(name => `request/${name}: an applied object must say it`),
        ...(ofKind
          ? partial.problems(ofKind, withoutNulls(applied), 'request')
          : []),
      ];
    }
    case 'application/merge-patch+json':
    case 'application/strategic-merge-patch+json':
      return ofKind
        ? partial.problems(
            ofKind,
            withoutDirectives(withoutNulls(parseJson(body))),
            'request',
          )
        : [];
    default:
      // A null decodes to nothing in Go.
      return whole.problems(
        [...requestBody.place, 'content', '*/*', 'schema'],
        withoutNulls(parseJson(body)),
        'request',
      );
  }
}

/** RFC 6902, section 4. */
function jsonPatchProblems(patch: unknown): string[] {
  if (!Array.isArray(patch)) return ['request: a JSON patch is a list'];
  const withValue = ['add', 'replace', 'test'];
  const withFrom = ['move', 'copy'];
  return patch.flatMap((step: unknown, index) => {
    const op = String(memberOf(step, 'op'));
    const path = memberOf(step, 'path');
    const valid =
      [...withValue, ...withFrom, 'remove'].includes(op) &&
      typeof path === 'string' &&
      (!withValue.includes(op) || memberOf(step, 'value') !== undefined) &&
      (!withFrom.includes(op) || typeof memberOf(step, 'from') === 'string');
    return valid
      ? []
      : [`request/${index}: no operation: ${JSON.stringify(step)}`];
  });
}

/** Without what steers a strategic merge patch: `$patch`, `$setElementOrder/…`. */
function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value
      .filter(item => !isRecord(item) || !('$patch' in item))
      .map(withoutDirectives);
  }
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, child]) =>
      name.startsWith('$') ? [] : [[name, withoutDirectives(child)]],
    ),
  );
}
