/**
 * A copy that shares nothing with the original: maps, sets, lists, and objects, which keep their class.
 *
 * What the original holds in two places is one thing in the copy, too. (structuredClone would lose the classes.)
 */
export function copyOf<Value>(value: Value): Value;
export function copyOf(value: unknown): unknown {
  return copyInto(new Map(), value);
}

/** @param copies - by what they were copied from */
function copyInto(copies: Map<object, object>, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const known = copies.get(value);
  if (known) return known;
  const remember = <Copy extends object>(copy: Copy): Copy => {
    copies.set(value, copy);
    return copy;
  };
  const inner = (child: unknown) => copyInto(copies, child);
  if (value instanceof Map) {
    const map = remember(new Map());
    value.forEach((child, key) => map.set(key, inner(child)));
    return map;
  }
  if (value instanceof Set) return remember(new Set(value));
  if (Array.isArray(value)) {
    const list: unknown[] = remember([]);
    value.forEach(child => list.push(inner(child)));
    return list;
  }
  const object = remember(Object.create(Object.getPrototypeOf(value)));
  for (const [name, child] of Object.entries(value)) {
    object[name] = inner(child);
  }
  return object;
}
