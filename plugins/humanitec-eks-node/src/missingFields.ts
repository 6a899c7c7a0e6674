import type { FieldChange } from 'backstage-plugin-humanitec-eks-common';

/**
 * The fields of `wanted` that `live` lacks or has otherwise. What the API
 * server or others add is no difference; lists whose items have names are
 * compared by name.
 */
export function missingFields(
  wanted: unknown,
  live: unknown,
  path = '',
): FieldChange[] {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(live)) return [{ path, from: live, to: wanted }];
    const named = wanted.every(hasName);
    if (!named && wanted.length !== live.length) {
      return [{ path, from: live, to: wanted }];
    }
    return wanted.flatMap((item, index) => {
      const key = hasName(item) && named ? item.name : index;
      const other =
        hasName(item) && named
          ? live.find(
              candidate => hasName(candidate) && candidate.name === item.name,
            )
          : live[index];
      return missingFields(item, other, `${path}[${key}]`);
    });
  }
  if (isRecord(wanted)) {
    if (!isRecord(live)) return [{ path, from: live, to: wanted }];
    return Object.entries(wanted).flatMap(([key, value]) =>
      value === undefined
        ? []
        : missingFields(value, live[key], path ? `${path}.${key}` : key),
    );
  }
  return Object.is(wanted, live) ? [] : [{ path, from: live, to: wanted }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasName(value: unknown): value is { name: string } {
  return isRecord(value) && typeof value.name === 'string';
}
