import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { isObject } from '../answers';
import { checkName } from './fieldChecks';

/**
 * The scaffolder does not check what is inside of a field of its own, so that
 * a folded object checks its names itself, and says which one it is.
 */
export const checkFolded: CustomFieldValidator<
  Record<string, unknown>
> = async (values, field, context) => {
  const { schema, uiSchema } = context;
  const properties = isObject(schema.properties) ? schema.properties : {};
  for (const [name, value] of Object.entries(values ?? {})) {
    const inner = uiSchema?.[name];
    if (inner?.['ui:field'] !== 'HumanitecEksName') continue;
    if (typeof value !== 'string') continue;
    const property = properties[name];
    const title = isObject(property) ? property.title : undefined;
    await checkName(
      value,
      {
        ...field,
        addError: message => field.addError(`${title ?? name}: ${message}`),
      },
      { ...context, uiSchema: inner },
    );
  }
};
