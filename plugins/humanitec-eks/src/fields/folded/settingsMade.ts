import { isObject } from '../answers';
import { isEmpty } from '../onboardingInput';

/** How many settings of an object, at any depth, are not what its schema has as default. Pure. */
export function settingsMade(schema: unknown, value: unknown): number {
  if (!isObject(schema)) return 0;
  const properties = isObject(schema.properties) ? schema.properties : {};
  const values = isObject(value) ? value : {};
  const defaults = isObject(schema.default) ? schema.default : {};
  const names = new Set([...Object.keys(properties), ...Object.keys(values)]);
  return [...names]
    .map(name => {
      const property = properties[name];
      if (isObject(property) && isObject(property.properties)) {
        return settingsMade(property, values[name]);
      }
      const usual =
        defaults[name] ?? (isObject(property) ? property.default : undefined);
      return isSame(values[name], usual) ? 0 : 1;
    })
    .reduce<number>((sum, count) => sum + count, 0);
}

function isSame(one: unknown, other: unknown): boolean {
  if (isEmpty(one) && isEmpty(other)) return true;
  return JSON.stringify(one) === JSON.stringify(other);
}
