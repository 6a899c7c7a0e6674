import type { FieldChange } from 'backstage-plugin-humanitec-eks-common';

/** What a thing that is made is made with: one entry for each value, lists whole. What is undefined is not asked for. */
export function newFields(wanted: unknown, path = ''): FieldChange[] {
  if (wanted === undefined) return [];
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) {
    return [{ path, to: wanted }];
  }
  return Object.entries(wanted).flatMap(([key, value]) =>
    newFields(value, path ? `${path}.${key}` : key),
  );
}
