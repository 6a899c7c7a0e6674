import Ajv from 'ajv';

const ajv = new Ajv({ strict: false });

/** The first way in which the value departs from the JSON Schema; undefined when it does not. */
export function schemaError(
  schema: Record<string, unknown>,
  value: unknown,
): string | undefined {
  if (ajv.validate(schema, value)) return undefined;
  const [{ instancePath, message }] = ajv.errors ?? [];
  return `${instancePath.slice(1).replaceAll('/', '.')} ${message}`.trim();
}
