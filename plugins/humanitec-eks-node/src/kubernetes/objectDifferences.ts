import type { FieldChange } from 'backstage-plugin-humanitec-eks-common';
import { missingFields } from '../missingFields';
import { holdsSecret } from '../withoutSecrets';
import type { LiveObject, Manifest } from './kubernetesClient';

const RBAC = 'rbac.authorization.k8s.io/';

/** Lists of an RBAC object that are ours as a whole: one entry more is a right more. */
const WHOLE_LISTS = ['rules', 'subjects'];

/**
 * What must change about a live object. Fields that the manifest does not name
 * are other people's; but of who may do what, everything is named.
 */
export function objectDifferences(
  manifest: Manifest,
  live: LiveObject,
): FieldChange[] {
  if (!manifest.apiVersion.startsWith(RBAC)) {
    return missingFields(manifest, live).map(withoutSecret);
  }
  const wanted: { [field: string]: unknown } = { ...manifest };
  const named = Object.entries(wanted).filter(
    ([field]) => !WHOLE_LISTS.includes(field),
  );
  return [
    ...missingFields(Object.fromEntries(named), live),
    ...WHOLE_LISTS.flatMap(field => listField(field, wanted, live)),
    ...aggregation(live),
  ];
}

/** Somebody else may have written one, such as a proxy with its password. */
function withoutSecret(change: FieldChange): FieldChange {
  const { path, from } = { from: undefined, ...change };
  return typeof from === 'string' && holdsSecret(from)
    ? { path, hidden: true }
    : change;
}

/** Kubernetes does not change what a binding refers to; rules that are aggregated from elsewhere overwrite ours. */
export function mustBeReplaced(manifest: Manifest, live: LiveObject): boolean {
  if (!manifest.apiVersion.startsWith(RBAC)) return false;
  return objectDifferences(manifest, live).some(
    ({ path }) => path.startsWith('roleRef') || path === 'aggregationRule',
  );
}

/** One change for each entry that is missing or surplus, whatever their order. */
function listField(
  path: string,
  wanted: Record<string, unknown>,
  live: LiveObject,
): FieldChange[] {
  if (!(path in wanted)) return [];
  const should = entries(wanted[path]);
  const is = entries(live[path]);
  return [
    ...[...should]
      .filter(([key]) => !is.has(key))
      .map(([, to]) => ({ path, to })),
    ...[...is]
      .filter(([key]) => !should.has(key))
      .map(([, from]) => ({ path, from })),
  ];
}

function entries(list: unknown): Map<string, unknown> {
  const items = Array.isArray(list) ? list : [];
  return new Map(items.map(item => [JSON.stringify(canonical(item)), item]));
}

/** The order of verbs and resources says nothing, nor that of fields. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(item => JSON.stringify(canonical(item))).sort();
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .map(([key, item]) => [key, canonical(item)] as const)
    .sort(([a], [b]) => a.localeCompare(b));
}

function aggregation({ aggregationRule: from }: LiveObject): FieldChange[] {
  return from === undefined ? [] : [{ path: 'aggregationRule', from }];
}
