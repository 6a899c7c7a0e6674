import { getDefaultFormState, retrieveSchema, RJSFSchema } from '@rjsf/utils';
import { customizeValidator } from '@rjsf/validator-ajv8';
import ajvErrors from 'ajv-errors';
import type { JsonObject } from '@backstage/types';
import type { ExampleTemplate } from './exampleTemplates';

// The form's own library, set up as the scaffolder's stepper does it.
const validator = customizeValidator();
ajvErrors(validator.ajv);

/**
 * What the form sends when somebody gives these answers and leaves all else
 * as it is: defaults, and `[]` and `{}` for lists and objects.
 */
export function filledIn(
  { spec }: ExampleTemplate,
  answers: JsonObject,
): JsonObject {
  return spec.parameters.reduce<JsonObject>(
    (values, page) =>
      getDefaultFormState(validator, page, values, page, undefined, {
        allOf: 'populateDefaults',
      }),
    answers,
  );
}

/** What the form finds wrong with the answers, as `clusterOptions.logging: message`. */
export function complaints(
  { spec }: ExampleTemplate,
  values: JsonObject,
): string[] {
  return spec.parameters.flatMap(page =>
    validator
      .validateFormData(values, page)
      .errors.map(
        ({ property = '', message = '' }) =>
          `${property.replace(/^\./, '')}: ${message}`,
      ),
  );
}

/** Every field of a JSON schema by its path; `criteria[].envType` is one in the items of a list. */
export function fieldsOf(
  schema: RJSFSchema,
  root = schema,
): Map<string, RJSFSchema> {
  const fields = new Map<string, RJSFSchema>();
  for (const [name, raw] of Object.entries(schema.properties ?? {})) {
    if (typeof raw === 'boolean') continue;
    const field = retrieveSchema(validator, raw, root);
    fields.set(name, field);
    for (const [inner, innerField] of innerFields(field, root)) {
      fields.set(`${name}${inner}`, innerField);
    }
  }
  return fields;
}

function innerFields(
  field: RJSFSchema,
  root: RJSFSchema,
): [string, RJSFSchema][] {
  const { items } = field;
  if (typeof items === 'object' && !Array.isArray(items)) {
    const item = retrieveSchema(validator, items, root);
    return [
      ['[]', item],
      ...Array.from(
        fieldsOf(item, root),
        ([path, inner]): [string, RJSFSchema] => [`[].${path}`, inner],
      ),
    ];
  }
  return Array.from(fieldsOf(field, root), ([path, inner]) => [
    `.${path}`,
    inner,
  ]);
}

/** All fields of all pages of a template. */
export function formFields({ spec }: ExampleTemplate): Map<string, RJSFSchema> {
  return new Map(
    spec.parameters.flatMap(page => Array.from(fieldsOf(page, page))),
  );
}
