// Exchanges with Humanitec against the OpenAPI document that it publishes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Exchange } from '../exchange';
import { isAccepted, ownResponse } from './accepted';
import { parseJson } from './json';
import {
  closed,
  DocumentedOperation,
  mapSchemas,
  OpenApiDocument,
  queryProblems,
} from './openApi';
import { withoutNulls } from './record';
import { Verdict } from './verdict';

/** Statuses that the introduction of the document allows of every operation. */
const general = [401, 403, 404, 405, 422, 429, 500];

/** @param directory - the contracts; the document is read when the first exchange needs it */
export function humanitecJudge(
  directory: string,
): (exchange: Exchange) => Verdict {
  let read: OpenApiDocument | undefined;
  return exchange => {
    read ??= readDocument(directory);
    const document = read;
    const { method, target } = exchange.request;
    const url = new URL(target, 'http://humanitec');
    const operation = document.operation(method, url.pathname);
    if (!operation) {
      return {
        operation: `${method} ${url.pathname}`,
        problems: ['this operation is not documented'],
      };
    }
    const response = ownResponse(exchange);
    return {
      operation: operation.name,
      problems: [
        ...(isAccepted(exchange)
          ? [
              ...queryProblems(operation, url.searchParams),
              ...bodyProblems(document, operation, exchange.request),
            ]
          : []),
        ...(response ? answerProblems(document, operation, response) : []),
      ],
    };
  };
}

function bodyProblems(
  document: OpenApiDocument,
  { requestBody }: DocumentedOperation,
  { method, body, headers }: Exchange['request'],
): string[] {
  if (!requestBody) {
    return body.length > 0 ? ['request: this operation takes no body'] : [];
  }
  if (body.length === 0) {
    return requestBody.required ? ['request: there is no body'] : [];
  }
  const type = headers.get('content-type')?.split(';')[0] ?? '';
  if (!requestBody.content?.[type]) {
    return [`request: it takes no body of type "${type}"`];
  }
  return document.problems(
    [...requestBody.place, 'content', type, 'schema'],
    // A patch takes away what it sets to null, as the operation's prose says.
    method === 'PATCH' ? withoutNulls(parseJson(body)) : parseJson(body),
    'request',
  );
}

function answerProblems(
  document: OpenApiDocument,
  operation: DocumentedOperation,
  { status, body }: NonNullable<Exchange['response']>,
): string[] {
  const documented = operation.response(status);
  if (!documented) {
    return general.includes(status)
      ? document.problems(
          ['components', 'schemas', 'HumanitecErrorResponse'],
          parseJson(body),
          'response',
        )
      : [`response: status ${status} is not documented`];
  }
  // A 204 has no body, whatever the document says.
  if (!documented.content || status === 204) {
    return body.length === 0 ? [] : [`response: status ${status} has a body`];
  }
  return document.problems(
    [...documented.place, 'content', 'application/json', 'schema'],
    parseJson(body),
    'response',
  );
}

function readDocument(directory: string): OpenApiDocument {
  const json: unknown = JSON.parse(
    readFileSync(join(directory, 'humanitec.json'), 'utf8'),
  );
  return new OpenApiDocument(
    mapSchemas(json, schema => orNull(closed(schema))),
  );
}

/** `nullable` as plain JSON Schema, also where no type stands beside it. */
function orNull(schema: Record<string, unknown>): Record<string, unknown> {
  const { nullable, ...rest } = schema;
  return nullable === true ? { anyOf: [rest, { type: 'null' }] } : schema;
}
