import { parseEntityRef } from '@backstage/catalog-model';
import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { exitCodes, Failure } from './failure';

const schema = z.strictObject({
  template: z
    .string()
    .refine(isTemplateRef, 'must be a reference such as template:default/name'),
  values: z.record(z.string(), z.json()),
});

/** A template, and what is put into its form. */
export type Values = z.infer<typeof schema>;

/** @throws Failure that names the file and the field */
export async function readValuesFile(path: string): Promise<Values> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw wrong(path, error instanceof Error ? error.message : String(error));
  }
  const document = parseDocument(text);
  const [syntaxError] = document.errors;
  if (syntaxError) throw wrong(path, syntaxError.message.split('\n')[0]);
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path: field, message }) => `${field.join('.') || 'file'}: ${message}`,
  );
  throw wrong(path, problems.join('; '));
}

function isTemplateRef(ref: string): boolean {
  try {
    return parseEntityRef(ref).kind.toLowerCase() === 'template';
  } catch {
    // Not a reference at all.
    return false;
  }
}

function wrong(path: string, what: string): Failure {
  return new Failure(exitCodes.input, `${path}: ${what}`);
}
