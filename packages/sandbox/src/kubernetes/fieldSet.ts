import { canonical, isObject, Json, JsonObject, list } from './json';
import { fieldShape, itemKey, Shape } from './shapes';

/**
 * A place in an object, as the steps of `fieldsV1`: `f:spec`, `k:{"name":"x"}`,
 * `v:"x"`. Leaves are places; so is every item of a keyed list itself.
 */
export type Path = string[];

/** Places and the values there, by their encoded path. */
export type Leaves = Map<string, Json>;

const separator = '\u0000';

export function encode(path: Path): string {
  return path.join(separator);
}

export function decode(encoded: string): Path {
  return encoded === '' ? [] : encoded.split(separator);
}

/** Is `inner` at or below `outer`? */
export function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(outer + separator);
}

/** Every place that an object sets. The value of a list item's own place is null. */
export function leavesOf(
  value: Json,
  shape: Shape,
  path: Path = [],
  into: Leaves = new Map(),
): Leaves {
  if (Array.isArray(value) && shape.merge === 'set') {
    for (const item of value) {
      into.set(encode([...path, `v:${JSON.stringify(item)}`]), item);
    }
  } else if (Array.isArray(value) && shape.merge === 'items') {
    for (const item of value) {
      if (!isObject(item)) continue;
      const step = `k:${JSON.stringify(itemKey(shape, item))}`;
      into.set(encode([...path, step]), null);
      leavesOf(item, shape.item, [...path, step], into);
    }
  } else if (
    isObject(value) &&
    shape.merge === 'fields' &&
    Object.keys(value).length > 0
  ) {
    for (const [field, inner] of Object.entries(value)) {
      if (inner === undefined) continue;
      leavesOf(inner, fieldShape(shape, field), [...path, `f:${field}`], into);
    }
  } else if (path.length > 0) {
    // An atomic item adds its own place twice; the value wins.
    into.set(encode(path), value);
  }
  return into;
}

/** The set as `managedFields[].fieldsV1` writes it. */
export function toFieldsV1(paths: Iterable<string>): JsonObject {
  const root: JsonObject = {};
  const all = [...paths].sort();
  for (const encoded of all) {
    let node = root;
    const path = decode(encoded);
    path.forEach((step, index) => {
      const next = node[step];
      const child = isObject(next) ? next : {};
      node[step] = child;
      node = child;
      const last = index === path.length - 1;
      const hasChildren = all.some(
        other => other !== encoded && isWithin(other, encoded),
      );
      if (last && hasChildren) node['.'] = {};
    });
  }
  return root;
}

export function fromFieldsV1(
  fields: JsonObject,
  path: Path = [],
  into: Set<string> = new Set(),
): Set<string> {
  for (const [step, inner] of Object.entries(fields)) {
    if (step === '.') {
      into.add(encode(path));
      continue;
    }
    const here = [...path, step];
    if (isObject(inner) && Object.keys(inner).length > 0) {
      fromFieldsV1(inner, here, into);
    } else {
      into.add(encode(here));
    }
  }
  return into;
}

/** `.spec.template.spec.containers[name="agent"].image` */
export function describePath(encoded: string): string {
  return decode(encoded)
    .map(step => {
      const rest = step.slice(2);
      if (step.startsWith('f:')) return `.${rest}`;
      if (step.startsWith('v:')) return `[=${rest}]`;
      const keys: JsonObject = JSON.parse(rest);
      const pairs = Object.entries(keys).map(
        ([key, value]) => `${key}=${JSON.stringify(value)}`,
      );
      return `[${pairs.join(',')}]`;
    })
    .join('');
}

/** A copy without what is at that place; objects that it leaves empty go too. */
export function without(
  value: Json,
  shape: Shape,
  path: Path,
): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return undefined;
  if (step.startsWith('f:')) {
    if (!isObject(value)) return value;
    const field = step.slice(2);
    const { [field]: inner, ...others } = value;
    if (inner === undefined) return value;
    const left = without(inner, fieldShape(shape, field), rest);
    if (left !== undefined) return { ...value, [field]: left };
    return Object.keys(others).length > 0 ? others : undefined;
  }
  const left = list(value).flatMap(item => {
    if (!isItem(item, shape, step)) return [item];
    const kept = without(
      item,
      shape.merge === 'items' ? shape.item : shape,
      rest,
    );
    return kept === undefined ? [] : [kept];
  });
  return left.length > 0 ? left : undefined;
}

function isItem(item: Json, shape: Shape, step: string): boolean {
  if (step.startsWith('v:')) return JSON.stringify(item) === step.slice(2);
  return (
    shape.merge === 'items' &&
    isObject(item) &&
    canonical(itemKey(shape, item)) === canonical(JSON.parse(step.slice(2)))
  );
}
