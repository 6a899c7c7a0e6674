import { JsonObject } from './json';
import { qualifiedName } from './resources';

interface Named {
  group: string;
  plural: string;
}

/** One thing wrong with one field. */
export interface Cause extends JsonObject {
  reason: string;
  message: string;
  field: string;
}

/** A refusal, as the API server writes it: kind Status, `status: Failure`. */
export class StatusError extends Error {
  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
    readonly details?: JsonObject,
  ) {
    super(message);
  }

  toResponse(): Response {
    const headers: Record<string, string> = {};
    if (this.code === 429) headers['Retry-After'] = '1';
    return Response.json(
      {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: this.message,
        reason: this.reason || undefined,
        details: this.details,
        code: this.code,
      },
      { status: this.code, headers },
    );
  }
}

export function unauthorized() {
  return new StatusError(401, 'Unauthorized', 'Unauthorized');
}

export function noSuchPath() {
  return new StatusError(
    404,
    'NotFound',
    'the server could not find the requested resource',
    {},
  );
}

export function notFound(resource: Named, name: string) {
  return refusal(404, 'NotFound', resource, name, 'not found');
}

export function alreadyExists(resource: Named, name: string) {
  return refusal(409, 'AlreadyExists', resource, name, 'already exists');
}

export function forbidden(
  resource: Named,
  name: string | undefined,
  why: string,
) {
  return refusal(403, 'Forbidden', resource, name, `is forbidden: ${why}`);
}

export function conflict(resource: Named, name: string, why?: string) {
  const cause =
    why ??
    'the object has been modified; please apply your changes to the latest version and try again';
  return new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualifiedName(
      resource,
    )} "${name}": ${cause}`,
    detailsOf(resource, name),
  );
}

export function invalid(
  resource: Named & { kind: string },
  name: string,
  causes: Cause[],
) {
  const problems = causes.map(({ field, message }) => `${field}: ${message}`);
  const subject = resource.group
    ? `${resource.kind}.${resource.group}`
    : resource.kind;
  return new StatusError(
    422,
    'Invalid',
    `${subject} "${name}" is invalid: ${
      problems.length === 1 ? problems[0] : `[${problems.join(', ')}]`
    }`,
    { name, group: resource.group || undefined, kind: resource.kind, causes },
  );
}

export function badRequest(message: string) {
  return new StatusError(400, 'BadRequest', message);
}

export function methodNotAllowed() {
  return new StatusError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );
}

export function unsupportedMediaType(supported: string[]) {
  return new StatusError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${supported.join(
      ', ',
    )}`,
    {},
  );
}

export function expired(requested: number, oldest: number) {
  return new StatusError(
    410,
    'Expired',
    `too old resource version: ${requested} (${oldest})`,
  );
}

function refusal(
  code: number,
  reason: string,
  resource: Named,
  name: string | undefined,
  what: string,
) {
  const subject = name
    ? `${qualifiedName(resource)} "${name}"`
    : qualifiedName(resource);
  return new StatusError(
    code,
    reason,
    `${subject} ${what}`,
    detailsOf(resource, name),
  );
}

function detailsOf(resource: Named, name: string | undefined): JsonObject {
  return { name, group: resource.group || undefined, kind: resource.plural };
}
