import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';

/** What the form gives every field. */
export type FieldProps<Value, Options = {}> = FieldExtensionComponentProps<
  Value,
  Options
>;

/** How a field is called: by the template, else by us. */
export function fieldTexts(
  {
    schema,
    uiSchema,
  }: {
    schema: { title?: string; description?: string; examples?: unknown };
    uiSchema: Record<string, unknown>;
  },
  ours: { title: string; description?: string; example?: string },
) {
  const [example] = Array.isArray(schema.examples) ? schema.examples : [];
  return {
    title: text(uiSchema['ui:title']) ?? schema.title ?? ours.title,
    description:
      text(uiSchema['ui:description']) ??
      schema.description ??
      ours.description,
    placeholder:
      text(uiSchema['ui:placeholder']) ?? text(example) ?? ours.example,
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
