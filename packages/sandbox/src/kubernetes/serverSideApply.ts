import { describePath, decode, isWithin, leavesOf, without } from './fieldSet';
import { canonical, equal, isObject, Json, JsonObject } from './json';
import { fieldShape, itemKey, Shape } from './shapes';

/** A manager's fields, as encoded paths. */
export interface Owner {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  subresource?: string;
  time?: string;
  fields: Set<string>;
}

export interface Conflict {
  owner: Owner;
  /** Encoded path. */
  field: string;
}

export type Applied =
  | { outcome: 'applied'; object: JsonObject; owners: Owner[] }
  | { outcome: 'conflict'; conflicts: Conflict[] };

type Applier = Pick<Owner, 'manager' | 'apiVersion' | 'subresource'>;

/**
 * Server-side apply: merges what the applier wants into what is there, takes away
 * what only it had wanted before, and refuses (unless forced) to change what
 * another manager owns. Pure; metadata that the server owns must be left out.
 *
 * Source of the rules: Kubernetes documentation, "Server-Side Apply".
 */
export function applyConfiguration(
  live: JsonObject,
  wanted: JsonObject,
  shape: Shape,
  owners: Owner[],
  applier: Applier,
  options: { force: boolean },
): Applied {
  const own = owners.find(
    owner => owner.operation === 'Apply' && isSame(owner, applier),
  );
  const others = owners.filter(owner => owner !== own);
  const fields = new Set(leavesOf(wanted, shape).keys());
  const object = withoutAbandoned(merge(live, wanted, shape), shape, {
    abandoned: difference(own?.fields ?? new Set(), fields),
    owned: [...fields, ...others.flatMap(owner => [...owner.fields])],
  });

  const change = compare(live, object, shape);
  const conflicts = others.flatMap(owner =>
    [...owner.fields]
      .filter(field => change.set.has(field))
      .map(field => ({ owner, field })),
  );
  if (conflicts.length > 0 && !options.force) {
    return { outcome: 'conflict', conflicts };
  }
  return {
    outcome: 'applied',
    object,
    owners: [
      ...disown(others, [...change.set, ...change.removed]),
      { ...applier, operation: 'Apply', time: own?.time, fields },
    ],
  };
}

/**
 * Who owns what after a manager changed an object by any other means than apply:
 * it takes what it set, everybody loses what it removed.
 */
export function recordUpdate(
  before: JsonObject,
  after: JsonObject,
  shape: Shape,
  owners: Owner[],
  updater: Applier,
): Owner[] {
  const change = compare(before, after, shape);
  if (change.set.size === 0 && change.removed.size === 0) return owners;
  const own = owners.find(
    owner => owner.operation === 'Update' && isSame(owner, updater),
  );
  const others = disown(
    owners.filter(owner => owner !== own),
    [...change.set, ...change.removed],
  );
  const fields = difference(
    new Set([...(own?.fields ?? []), ...change.set]),
    change.removed,
  );
  if (fields.size === 0) return others;
  return [
    ...others,
    { ...updater, operation: 'Update', time: own?.time, fields },
  ];
}

/** `Apply failed with 1 conflict: conflict with "kubectl" using apps/v1: .spec.replicas` */
export function conflictMessage(conflicts: Conflict[]): string {
  const count = conflicts.length;
  const managers = new Map<string, string[]>();
  for (const conflict of conflicts) {
    const manager = managerText(conflict.owner);
    const places = managers.get(manager) ?? [];
    managers.set(manager, [...places, describePath(conflict.field)]);
  }
  const parts = [...managers].map(([manager, places]) =>
    places.length === 1
      ? `conflict with ${manager}: ${places[0]}`
      : `conflicts with ${manager}:\n${places
          .map(place => `- ${place}`)
          .join('\n')}`,
  );
  return `Apply failed with ${count} conflict${
    count === 1 ? '' : 's'
  }: ${parts.join('\n')}`;
}

/** `"kubectl" using apps/v1 at 2026-11-22T10:00:00Z` */
export function managerText(owner: Owner): string {
  const subresource = owner.subresource
    ? ` with subresource "${owner.subresource}"`
    : '';
  if (owner.operation === 'Apply') return `"${owner.manager}"${subresource}`;
  const time = owner.time ? ` at ${owner.time}` : '';
  return `"${owner.manager}"${subresource} using ${owner.apiVersion}${time}`;
}

function merge(live: JsonObject, wanted: JsonObject, shape: Shape): JsonObject {
  const merged = { ...live };
  for (const [field, value] of Object.entries(wanted)) {
    if (value === undefined) continue;
    merged[field] = mergeValue(live[field], value, fieldShape(shape, field));
  }
  return merged;
}

function mergeValue(live: Json | undefined, wanted: Json, shape: Shape): Json {
  if (shape.merge === 'fields' && isObject(live) && isObject(wanted)) {
    return merge(live, wanted, shape);
  }
  if (!Array.isArray(live) || !Array.isArray(wanted)) return wanted;
  if (shape.merge === 'set') {
    const missing = wanted.filter(item => !live.some(one => equal(one, item)));
    return [...live, ...missing];
  }
  if (shape.merge !== 'items') return wanted;
  const keyOf = (item: Json) =>
    isObject(item) ? canonical(itemKey(shape, item)) : canonical(item);
  const wantedByKey = new Map(wanted.map(item => [keyOf(item), item]));
  const kept = live.map(item => {
    const change = wantedByKey.get(keyOf(item));
    return change === undefined ? item : mergeValue(item, change, shape.item);
  });
  const known = new Set(live.map(keyOf));
  return [...kept, ...wanted.filter(item => !known.has(keyOf(item)))];
}

function withoutAbandoned(
  object: JsonObject,
  shape: Shape,
  fields: { abandoned: Set<string>; owned: string[] },
): JsonObject {
  let left: Json = object;
  for (const field of fields.abandoned) {
    if (fields.owned.some(owned => isWithin(owned, field))) continue;
    left = without(left, shape, decode(field)) ?? {};
  }
  return isObject(left) ? left : {};
}

function compare(before: JsonObject, after: JsonObject, shape: Shape) {
  const old = leavesOf(before, shape);
  const now = leavesOf(after, shape);
  const set = new Set(
    [...now].flatMap(([path, value]) =>
      old.has(path) && equal(old.get(path), value) ? [] : [path],
    ),
  );
  const removed = new Set([...old.keys()].filter(path => !now.has(path)));
  return { set, removed };
}

function disown(owners: Owner[], fields: string[]): Owner[] {
  const lost = new Set(fields);
  return owners
    .map(owner => ({ ...owner, fields: difference(owner.fields, lost) }))
    .filter(owner => owner.fields.size > 0);
}

function isSame(owner: Owner, applier: Applier): boolean {
  return (
    owner.manager === applier.manager &&
    owner.apiVersion === applier.apiVersion &&
    owner.subresource === applier.subresource
  );
}

function difference(from: Set<string>, minus: Set<string>): Set<string> {
  return new Set([...from].filter(item => !minus.has(item)));
}
