// Checks what goes over the wire against AWS's own service models, for tests.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const shapeSchema = z.object({
  type: z.string(),
  required: z.array(z.string()).default([]),
  members: z
    .record(
      z.string(),
      z.object({
        shape: z.string(),
        location: z.string().optional(),
        locationName: z.string().optional(),
      }),
    )
    .default({}),
  member: z.object({ shape: z.string() }).optional(),
  key: z.object({ shape: z.string() }).optional(),
  value: z.object({ shape: z.string() }).optional(),
  enum: z.array(z.string()).optional(),
  error: z
    .object({
      code: z.string().optional(),
      httpStatusCode: z.number().optional(),
    })
    .optional(),
});

const modelSchema = z.object({
  metadata: z.object({ protocol: z.string() }),
  operations: z.record(
    z.string(),
    z.object({
      output: z
        .object({ shape: z.string(), resultWrapper: z.string().optional() })
        .optional(),
      errors: z.array(z.object({ shape: z.string() })).default([]),
    }),
  ),
  shapes: z.record(z.string(), shapeSchema),
});

export type ServiceModel = z.output<typeof modelSchema>;

export function readServiceModel(
  directory: string,
  service: 'eks' | 'iam' | 'sts',
): ServiceModel {
  const text = readFileSync(join(directory, 'aws', `${service}.json`), 'utf8');
  return modelSchema.parse(JSON.parse(text));
}

/** What is wrong with a successful response; `body` is parsed JSON, or XML with all values as text. */
export function outputViolations(
  model: ServiceModel,
  operation: string,
  body: unknown,
): string[] {
  const { output } = model.operations[operation];
  if (!isQuery(model)) {
    return output ? violations(model, output.shape, body, operation) : [];
  }
  const response = member(body, `${operation}Response`);
  const metadata = member(response, 'ResponseMetadata');
  const missing =
    member(metadata, 'RequestId') === undefined
      ? [`${operation}: no RequestId`]
      : [];
  if (!output) return missing;
  const result = member(response, output.resultWrapper ?? '');
  return [...missing, ...violations(model, output.shape, result, operation)];
}

/** What is wrong with a refusal: is it one that the operation can give, with its status? */
export function errorViolations(
  model: ServiceModel,
  operation: string,
  error: { code: string; status: number },
): string[] {
  const shapes = model.operations[operation].errors.map(({ shape }) => ({
    shape,
    error: model.shapes[shape].error,
  }));
  const found = shapes.find(
    one => (one.error?.code ?? one.shape) === error.code,
  );
  if (!found) return [`${operation}: cannot answer ${error.code}`];
  const expected = found.error?.httpStatusCode;
  return expected === error.status
    ? []
    : [
        `${operation}: ${error.code} has status ${expected}, not ${error.status}`,
      ];
}

function violations(
  model: ServiceModel,
  shapeName: string,
  value: unknown,
  path: string,
): string[] {
  const shape = model.shapes[shapeName];
  const inside = (name: string, child: unknown, where: string) =>
    violations(model, name, child, where);
  switch (shape.type) {
    case 'structure': {
      const fields = isQuery(model) && value === '' ? {} : value;
      if (!isRecord(fields)) return [`${path}: not a structure`];
      const names = new Map(
        Object.entries(shape.members).map(
          ([name, { locationName, shape: of }]) => [locationName ?? name, of],
        ),
      );
      return [
        ...shape.required
          .filter(name => !(name in fields))
          .map(name => `${path}.${name}: missing`),
        ...Object.entries(fields).flatMap(([name, child]) => {
          const of = names.get(name);
          return of
            ? inside(of, child, `${path}.${name}`)
            : [`${path}.${name}: unknown`];
        }),
      ];
    }
    case 'list': {
      const items = isQuery(model) ? xmlList(value) : value;
      if (!Array.isArray(items)) return [`${path}: not a list`];
      return items.flatMap((item, index) =>
        inside(shape.member?.shape ?? '', item, `${path}[${index}]`),
      );
    }
    case 'map':
      if (!isRecord(value)) return [`${path}: not a map`];
      return Object.entries(value).flatMap(([key, child]) =>
        inside(shape.value?.shape ?? '', child, `${path}.${key}`),
      );
    default:
      return isScalar(shape, value, isQuery(model))
        ? []
        : [`${path}: ${JSON.stringify(value)} is no ${shapeName}`];
  }
}

function isScalar(
  shape: z.output<typeof shapeSchema>,
  value: unknown,
  asText: boolean,
): boolean {
  switch (shape.type) {
    case 'string':
      return (
        typeof value === 'string' &&
        (shape.enum === undefined || shape.enum.includes(value))
      );
    case 'boolean':
      return asText
        ? value === 'true' || value === 'false'
        : typeof value === 'boolean';
    case 'integer':
    case 'long':
      return asText ? /^-?\d+$/.test(String(value)) : Number.isInteger(value);
    case 'timestamp':
      return asText
        ? /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(String(value))
        : typeof value === 'number' && value > 1e9 && value < 1e10;
    default:
      throw new Error(`the model has a type that is not known: ${shape.type}`);
  }
}

function isQuery(model: ServiceModel) {
  return model.metadata.protocol === 'query';
}

/** `{member: [...]}`, one member alone, or nothing in it. */
function xmlList(value: unknown): unknown {
  if (value === '') return [];
  const members = member(value, 'member');
  return Array.isArray(members) || members === undefined ? members : [members];
}

function member(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
