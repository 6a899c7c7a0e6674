import type { RJSFSchema } from '@rjsf/utils';
import type { JsonObject, JsonValue } from '@backstage/types';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const folder = resolve(__dirname, '../../../../examples/templates');

const jsonObject: z.ZodType<JsonObject> = z.record(
  z.string(),
  z.custom<JsonValue>(),
);

const templateSchema = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    parameters: z.array(z.custom<RJSFSchema>()),
    steps: z.array(
      z.looseObject({
        id: z.string(),
        action: z.string(),
        input: jsonObject.default({}),
      }),
    ),
  }),
});

/** A template of `examples/templates`, as far as tests look into it. */
export type ExampleTemplate = z.infer<typeof templateSchema>;

/** All of them, by name; read at once, since tests are named for them. */
export const exampleTemplates: [name: string, template: ExampleTemplate][] =
  readdirSync(folder).map(name => [name, exampleTemplate(name)]);

export function exampleTemplate(name: string): ExampleTemplate {
  const text = readFileSync(resolve(folder, name, 'template.yaml'), 'utf8');
  return templateSchema.parse(parse(text));
}
