// What becomes of fields that a kind does not have.
import { at, Json, JsonObject, record } from './json';
import { decode, Place } from './knownFields';
import { Resource } from './resources';
import { fieldShape, itemKey, Shape, shapeOf } from './shapes';
import { badRequest, StatusError } from './statusError';

export interface FieldValidation {
  resource: Resource;
  /** `Strict`, `Warn` or `Ignore`; Warn when the request does not say. */
  level: string | null;
  /** Gets what the caller is to be warned of. */
  warnings: string[];
}

/**
 * The object as it decodes, without unknown fields. With Strict they are refused,
 * with Warn they are told.
 *
 * Source of the rules: Kubernetes documentation, "API concepts", field validation.
 *
 * @param source - a body is refused with 400, what a patch makes of an object with 422
 */
export function decoded(
  { resource, level, warnings }: FieldValidation,
  value: JsonObject,
  source: 'body' | 'patch',
): JsonObject {
  const { object, unknown } = decode(resource, value);
  const problems = unknown.map(place => `unknown field "${dotted(place)}"`);
  switch (level || 'Warn') {
    case 'Ignore':
      break;
    case 'Warn':
      warnings.push(...problems);
      break;
    case 'Strict':
      if (problems.length > 0) {
        throw refusal(
          resource,
          value,
          source,
          `strict decoding error: ${problems.join(', ')}`,
        );
      }
      break;
    default:
      throw new StatusError(
        422,
        'Invalid',
        `fieldValidation: Unsupported value: ${JSON.stringify(
          level,
        )}: supported values: "", "Ignore", "Strict", "Warn"`,
      );
  }
  return object;
}

/**
 * Server-side apply knows no mercy, whatever the level: 500, and no reason.
 *
 * Source: kubernetes/kubernetes#122480 and #139253, which quote the answer.
 */
export function refuseUndeclared(
  { resource }: FieldValidation,
  applied: JsonObject,
) {
  const { unknown } = decode(resource, applied);
  if (unknown.length === 0) return;
  const shape = shapeOf(resource);
  const problems = unknown.map(
    place => `${typed(shape, applied, place)}: field not declared in schema`,
  );
  const [namespace, name] = ['namespace', 'name'].map(field =>
    at(applied, 'metadata', field),
  );
  const { group, version, kind } = resource;
  throw new StatusError(
    500,
    '',
    `failed to create typed patch object (${
      namespace ?? ''
    }/${name}; ${group}/${version}, Kind=${kind}): ${
      problems.length === 1
        ? problems[0]
        : `errors:\n${problems.map(problem => `  ${problem}`).join('\n')}`
    }`,
  );
}

/** The `Warning` header of one warning, RFC 7234. */
export function warningHeader(warning: string): string {
  return `299 - ${JSON.stringify(warning)}`;
}

function refusal(
  { kind, version }: Resource,
  value: JsonObject,
  source: 'body' | 'patch',
  why: string,
): StatusError {
  return source === 'body'
    ? badRequest(
        `${kind} in version "${version}" cannot be handled as a ${kind}: ${why}`,
      )
    : new StatusError(
        422,
        'Invalid',
        ` "" is invalid: patch: Invalid value: ${JSON.stringify(
          JSON.stringify(value),
        )}: ${why}`,
        {},
      );
}

/** `spec.containers[0].colour` */
function dotted(place: Place): string {
  return place
    .map(step => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .slice(1);
}

/** `.spec.containers[name="a"].colour` */
function typed(shape: Shape, object: JsonObject, place: Place): string {
  let inner: { shape: Shape; value: Json | undefined } = {
    shape,
    value: object,
  };
  return place
    .map(step => {
      const { shape: here, value } = inner;
      if (typeof step === 'string') {
        inner = { shape: fieldShape(here, step), value: at(value, step) };
        return `.${step}`;
      }
      const item = Array.isArray(value) ? value[step] : undefined;
      if (here.merge !== 'items') {
        inner = { shape: here, value: item };
        return `[${step}]`;
      }
      inner = { shape: here.item, value: item };
      const keys = Object.entries(itemKey(here, record(item)));
      return `[${keys
        .map(([key, found]) => `${key}=${JSON.stringify(found)}`)
        .join(',')}]`;
    })
    .join('');
}
