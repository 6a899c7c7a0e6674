import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { holdSecret } from '../heldSecrets';

const oneOrMany = z.union([z.string(), z.array(z.string())]);

/** Condition values may be written as JSON booleans and numbers, too. */
const scalar = z.union([z.string(), z.boolean(), z.number()]);
const conditionValue = z.union([scalar, z.array(scalar)]);

const statementSchema = z
  .object({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Principal: z
      .union([z.string(), z.record(z.string(), oneOrMany)])
      .optional(),
    Action: oneOrMany.optional(),
    Resource: oneOrMany.optional(),
    Condition: z
      .record(z.string(), z.record(z.string(), conditionValue))
      .optional(),
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
  const parsed = documentSchema.safeParse(parseJson(decodedDocument(encoded)));
  if (!parsed.success) return [];
  const statements = [parsed.data.Statement].flat();
  statements.flatMap(externalIds).forEach(holdSecret);
  return statements;
}

function externalIds({
  Condition = {},
}: PolicyDocument['Statement'][number]): string[] {
  return Object.values(Condition)
    .flatMap(Object.entries)
    .filter(([key]) => key.toLowerCase() === 'sts:externalid')
    .flatMap(([, values]) => [values].flat().map(String));
}

/** The text of a document that IAM returned; as it is where it is not URL-encoded. */
export function decodedDocument(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

/** Do two documents say the same, whatever their order and one-or-many spelling? */
export function sameStatements(
  a: PolicyDocument['Statement'],
  b: PolicyDocument['Statement'],
): boolean {
  return isDeepStrictEqual(canonical(a), canonical(b));
}

/**
 * Do the statements allow all that is wanted, unconditionally, whatever else they allow?
 * For roles that are shared: they may serve others, too.
 */
export function allowsStatements(
  found: PolicyDocument['Statement'],
  wanted: PolicyDocument['Statement'],
): boolean {
  if (found.some(({ Effect }) => Effect === 'Deny')) return false;
  const allows = found.filter(({ Condition }) => Condition === undefined);
  return wanted.every(({ Principal, Action = [] }) =>
    [Action]
      .flat()
      .every(action =>
        allows.some(
          statement =>
            [statement.Action ?? []].flat().includes(action) &&
            includesPrincipal(statement.Principal, Principal),
        ),
      ),
  );
}

type Principal = PolicyDocument['Statement'][number]['Principal'];

function includesPrincipal(found: Principal, wanted: Principal): boolean {
  if (typeof found !== 'object' || typeof wanted !== 'object') {
    return found === wanted;
  }
  return Object.entries(wanted).every(([kind, names]) =>
    [names].flat().every(name => [found[kind] ?? []].flat().includes(name)),
  );
}

/** The statements as they may be shown: an external ID is treated as a secret. */
export function withoutExternalIds(
  statements: PolicyDocument['Statement'],
): PolicyDocument['Statement'] {
  return statements.map(statement => ({
    ...statement,
    ...(statement.Condition && {
      Condition: mapValues(statement.Condition, keys =>
        mapValues(keys, (values, key) =>
          key.toLowerCase() === 'sts:externalid' ? '<external-id>' : values,
        ),
      ),
    }),
  }));
}

function mapValues<T, U>(
  record: Record<string, T>,
  change: (item: T, key: string) => U,
): Record<string, U> {
  return Object.fromEntries(
    Object.entries(record).map(([key, item]) => [key, change(item, key)]),
  );
}

function canonical(value: unknown): unknown {
  if (typeof value === 'boolean' || typeof value === 'number') {
    return String(value);
  }
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
