import { Json, JsonObject, text } from './json';
import { Cause } from './statusError';

/** The API server's sentences for what is wrong with a field. */

export function required(field: string, hint?: string): Cause {
  return {
    reason: 'FieldValueRequired',
    message: hint ? `Required value: ${hint}` : 'Required value',
    field,
  };
}

export function wrong(
  field: string,
  value: Json | undefined,
  why: string,
): Cause {
  return {
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${JSON.stringify(value)}: ${why}`,
    field,
  };
}

export function unsupported(
  field: string,
  value: Json | undefined,
  supported: string[],
): Cause {
  const list = supported.map(one => JSON.stringify(one)).join(', ');
  return {
    reason: 'FieldValueNotSupported',
    message: `Unsupported value: ${JSON.stringify(
      value,
    )}: supported values: ${list}`,
    field,
  };
}

export function duplicate(field: string, value: Json | undefined): Cause {
  return {
    reason: 'FieldValueDuplicate',
    message: `Duplicate value: ${JSON.stringify(value)}`,
    field,
  };
}

export function missing(field: string, value: Json | undefined): Cause {
  return {
    reason: 'FieldValueNotFound',
    message: `Not found: ${JSON.stringify(value)}`,
    field,
  };
}

export function notAllowed(field: string, why: string): Cause {
  return {
    reason: 'FieldValueForbidden',
    message: `Forbidden: ${why}`,
    field,
  };
}

/** The fields that must hold a text and do not. */
export function need(
  path: string,
  object: JsonObject,
  fields: string[],
): Cause[] {
  return fields
    .filter(field => !text(object[field]))
    .map(field => required(`${path}.${field}`));
}
