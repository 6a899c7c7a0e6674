import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

const oneOrMany = z.union([z.string(), z.array(z.string())]);

const statementSchema = z
  .object({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Principal: z
      .union([z.string(), z.record(z.string(), oneOrMany)])
      .optional(),
    Action: oneOrMany.optional(),
    Resource: oneOrMany.optional(),
    Condition: z.record(z.string(), z.record(z.string(), oneOrMany)).optional(),
  })
  .loose();

const documentSchema = z.object({
  Version: z.string().optional(),
  Statement: z.union([statementSchema, z.array(statementSchema)]),
});

/** An IAM policy document, as we write them. */
export interface PolicyDocument {
  Version: '2012-10-17';
  Statement: z.infer<typeof statementSchema>[];
}

/** The statements of a document that IAM returned (URL-encoded JSON); empty for none or an unreadable one. */
export function statementsOf(
  encoded: string | undefined,
): PolicyDocument['Statement'] {
  if (!encoded) return [];
  const parsed = documentSchema.safeParse(
    parseJson(decodeURIComponent(encoded)),
  );
  if (!parsed.success) return [];
  return [parsed.data.Statement].flat();
}

/** Do two documents say the same, whatever their order and one-or-many spelling? */
export function sameStatements(
  a: PolicyDocument['Statement'],
  b: PolicyDocument['Statement'],
): boolean {
  return isDeepStrictEqual(canonical(a), canonical(b));
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(canonical);
    if (items.length === 1 && typeof items[0] === 'string') return items[0];
    return items
      .map(item => [JSON.stringify(item), item] as const)
      .sort(([x], [y]) => x.localeCompare(y))
      .map(([, item]) => item);
  }
  if (value && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, v]) => v !== undefined)
        .map(([k, v]) => [k, canonical(v)] as const)
        .sort(([x], [y]) => x.localeCompare(y)),
    );
  }
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // IAM accepts only JSON; what is none cannot be ours, and compares as different.
    return undefined;
  }
}
