/** The file of the command: which template, and what goes into its form. */
import { parseEntityRef } from '@backstage/catalog-model';
import { readFile } from 'node:fs/promises';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { exitCodes, Failure, Problem } from './failure';

const schema = z.strictObject(
  {
    template: z
      .string(orMissing('must be text'))
      .refine(
        isTemplateRef,
        'must be a reference such as template:default/name',
      ),
    values: z.record(
      z.string(),
      z.json(),
      orMissing('must map fields of the form to values'),
    ),
  },
  {
    error: ({ code }) =>
      code === 'invalid_type'
        ? 'the file must have template and values'
        : undefined,
  },
);

export type ValuesFile = z.infer<typeof schema> & {
  path: string;
  /** Where a field stands, or would stand: counted from 1. */
  lineOf(field: Problem['field']): number | undefined;
};

/** @throws Failure that names the file, the line where there is one, and the field */
export async function readValuesFile(path: string): Promise<ValuesFile> {
  const text = await textOf(path);
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
  });
  const lineOf: ValuesFile['lineOf'] = field => {
    const node = document.getIn(field, true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    return field.length > 1 ? lineOf(field.slice(0, -1)) : undefined;
  };
  const [syntaxError] = document.errors;
  if (syntaxError) {
    const { line } = lines.linePos(syntaxError.pos[0]);
    throw wrong(`${path}:${line}`, `not YAML: ${syntaxError.message}`);
  }
  const { data, error } = schema.safeParse(contentOf(document, path));
  if (data) return { ...data, path, lineOf };
  throw wrongFields({ path, lineOf }, error.issues.flatMap(problemsOf));
}

/** One line a problem: `file.yaml:6: awsAccountId: what is wrong`. */
export function wrongFields(
  { path, lineOf }: Pick<ValuesFile, 'path' | 'lineOf'>,
  problems: Problem[],
): Failure {
  const lines = problems.map(({ field, reason }) => {
    const line = lineOf(field);
    const place = line === undefined ? path : `${path}:${line}`;
    const [first, ...inner] = field;
    const name = (first === 'values' && inner.length > 0 ? inner : field).join(
      '.',
    );
    return name ? `${place}: ${name}: ${reason}` : `${place}: ${reason}`;
  });
  return new Failure(exitCodes.input, lines.join('\n'));
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = fileErrorSchema.parse(error);
    if (code === 'ENOENT') throw wrong(path, 'there is no such file');
    throw wrong(path, `the file cannot be read (${code})`);
  }
}

/** An alias without its anchor shows up here only. */
function contentOf(document: ReturnType<typeof parseDocument>, path: string) {
  try {
    return document.toJS();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw wrong(path, `not YAML: ${error.message}`);
  }
}

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const field = issue.path.map(key =>
    typeof key === 'number' ? key : String(key),
  );
  if (issue.code !== 'unrecognized_keys') {
    return [{ field, reason: issue.message }];
  }
  return issue.keys.map(key => ({
    field: [...field, key],
    reason: 'is not known here; the file has template and values',
  }));
}

function orMissing(otherwise: string) {
  return {
    error: ({ input }: { input?: unknown }) =>
      input === undefined ? 'is missing' : otherwise,
  };
}

const fileErrorSchema = z.object({ code: z.string() });

function isTemplateRef(ref: string): boolean {
  try {
    return parseEntityRef(ref).kind.toLowerCase() === 'template';
  } catch {
    // Not a reference at all.
    return false;
  }
}

function wrong(place: string, what: string): Failure {
  return new Failure(exitCodes.input, `${place}: ${what}`);
}
