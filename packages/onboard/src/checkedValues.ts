/** What the template's form says of its fields, told to who fills it in with a file. */
import { z } from 'zod';
import type { Entity } from './backstageClient';
import { Problem, WrongValues } from './failure';
import { ValuesFile, wrongFields } from './valuesFile';

/**
 * Makes a call in which the scaffolder checks the values of the file.
 *
 * @throws Failure with line, field, reason, and what the form says of the field
 */
export async function withCheckedValues<T>(
  file: ValuesFile,
  template: Entity,
  call: () => Promise<T>,
): Promise<T> {
  const fields = formFields(template);
  const unknown = unknownValues(file.values, fields);
  if (unknown.length > 0) throw wrongFields(file, unknown);
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof WrongValues)) throw error;
    throw wrongFields(
      file,
      error.problems.map(problem => explained(problem, fields)),
    );
  }
}

/** The scaffolder lets them pass: a misspelt optional value would be lost without a word. */
export function unknownValues(
  values: ValuesFile['values'],
  fields: Map<string, string | undefined>,
): Problem[] {
  return Object.keys(values)
    .filter(name => !fields.has(name))
    .map(name => ({
      field: ['values', name],
      reason: `is no field of the template. It has ${[...fields.keys()].join(
        ', ',
      )}.`,
    }));
}

/** Puts what the form says of a field behind what is wrong with it. */
export function explained(
  { field, reason }: Problem,
  fields: Map<string, string | undefined>,
): Problem {
  const description = fields.get(String(field[1]));
  return { field, reason: description ? `${reason}. ${description}` : reason };
}

/** The fields of all pages with their descriptions, also of those that show up on a condition. */
export function formFields(template: Entity): Map<string, string | undefined> {
  const fields = new Map<string, string | undefined>();
  const { parameters } = recordSchema.parse(template.spec);
  for (const { properties } of schemasOf(parameters)) {
    const entries = Object.entries(recordSchema.parse(properties));
    for (const [name, property] of entries) {
      const { description } = recordSchema.parse(property);
      const text = typeof description === 'string' ? description : undefined;
      fields.set(name, fields.get(name) ?? text);
    }
  }
  return fields;
}

/** A JSON Schema and those that it keeps for the same object. */
function* schemasOf(schema: unknown): Generator<Record<string, unknown>> {
  if (Array.isArray(schema)) {
    for (const one of schema) yield* schemasOf(one);
  } else if (typeof schema === 'object' && schema !== null) {
    const parts = recordSchema.parse(schema);
    yield parts;
    for (const key of CONDITIONS) yield* schemasOf(parts[key]);
    yield* schemasOf(Object.values(recordSchema.parse(parts.dependencies)));
  }
}

const CONDITIONS = ['allOf', 'anyOf', 'oneOf', 'if', 'then', 'else'];

/** What is no object has nothing to say. */
const recordSchema = z.record(z.string(), z.unknown()).catch({});
