import { z } from 'zod';

/** A field of a JSON schema. */
export interface Field {
  /** From the top: `agent.proxy.httpProxy`, `criteria[].envType`. */
  path: string;
  title: string;
  type: string;
  needed: boolean;
  description: string;
  /** As JSON; empty when there is none. */
  preset: string;
}

const jsonSchema = z.object({
  title: z.string().optional(),
  default: z.unknown().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  description: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).default([]),
  items: z.unknown().optional(),
  /** A JSON pointer into the whole schema, where one rule serves two fields. */
  $ref: z.string().optional(),
});

/** Every field of a JSON schema, nested ones with their path. */
export function fieldsOf(schema: unknown, root = schema, prefix = ''): Field[] {
  const { properties = {}, required } = jsonSchema.parse(schema ?? {});
  return Object.entries(properties).flatMap(([name, property]): Field[] => {
    const inner = resolved(property, root);
    const path = `${prefix}${name}`;
    const field = {
      path,
      type: typeOf(inner),
      needed: required.includes(name),
      title: inner.title ?? '',
      description: inner.description ?? '',
      preset: inner.default === undefined ? '' : JSON.stringify(inner.default),
    };
    if (inner.properties) return [field, ...fieldsOf(inner, root, `${path}.`)];
    const items = jsonSchema.safeParse(inner.items);
    return items.success && items.data.properties
      ? [field, ...fieldsOf(inner.items, root, `${path}[].`)]
      : [field];
  });
}

function resolved(schema: unknown, root: unknown): z.infer<typeof jsonSchema> {
  const { $ref, description, ...own } = jsonSchema.parse(schema);
  if (!$ref) return { description, ...own };
  const target = $ref
    .slice('#/'.length)
    .split('/')
    .reduce((at: unknown, key) => Reflect.get(Object(at), key), root);
  const { description: theirs, ...rest } = resolved(target, root);
  return { ...rest, description: description ?? theirs };
}

function typeOf({
  type,
  enum: values,
  items,
}: z.infer<typeof jsonSchema>): string {
  if (values) return values.map(value => `\`${value}\``).join(', ');
  if (items) return `list of ${typeOf(jsonSchema.parse(items))}`;
  return [type ?? 'any'].flat().join(' or ');
}

const cells: Record<string, (field: Field) => string> = {
  Input: ({ path }) => `\`${path}\``,
  Output: ({ path }) => `\`${path}\``,
  Parameter: ({ path }) => `\`${path}\``,
  Title: ({ title }) => title,
  Type: ({ type }) => type,
  Needed: ({ needed }) => (needed ? 'yes' : ''),
  Default: ({ preset }) => preset && `\`${preset}\``,
  '': ({ description }) => description,
};

/** A table in Markdown; the column without a name holds the description. */
export function fieldTable(
  fields: Field[],
  columns: (keyof typeof cells)[],
): string {
  const rows = fields.map(field =>
    columns.map(column => cells[column](field).replaceAll('|', '\\|')),
  );
  return [columns, columns.map(() => '---'), ...rows]
    .map(row => `| ${row.join(' | ')} |`)
    .join('\n');
}
