import { stringify } from 'yaml';

/**
 * A value as YAML for readers of version 1.1 (CloudFormation, kubectl), to
 * whom a bare `no` is a boolean and `2012-10-17` a date. Without aliases,
 * which not all of them take, and without folded lines, which nobody finds.
 */
export function yamlText(value: unknown): string {
  return stringify(value, {
    version: '1.1',
    aliasDuplicateObjects: false,
    lineWidth: 0,
  });
}
