/** Puts other texts in the place of some, wherever they stand in a text; of two that begin alike the longer wins. */
export function renaming(
  replace: Record<string, string>,
): (text: string) => string {
  const texts = Object.keys(replace).sort((a, b) => b.length - a.length);
  if (texts.length === 0) return text => text;
  const escaped = texts.map(text =>
    text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  const pattern = new RegExp(escaped.join('|'), 'g');
  return text => text.replace(pattern, found => replace[found]);
}

/**
 * A copy that shares nothing with the original, with every text in it renamed, the keys of maps and objects too.
 * What the original holds in two places is one thing in the copy.
 */
export function renamed<Value>(
  value: Value,
  rename: (text: string) => string,
): Value;
export function renamed(
  value: unknown,
  rename: (text: string) => string,
): unknown {
  const copies = new Map<object, object>();
  const inner = (original: unknown): unknown => {
    if (typeof original === 'string') return rename(original);
    if (typeof original !== 'object' || original === null) return original;
    const known = copies.get(original);
    if (known) return known;
    if (original instanceof Map) {
      const map = new Map();
      copies.set(original, map);
      original.forEach((child, key) => map.set(inner(key), inner(child)));
      return map;
    }
    if (Array.isArray(original)) {
      const list: unknown[] = [];
      copies.set(original, list);
      original.forEach(child => list.push(inner(child)));
      return list;
    }
    const object: Record<string, unknown> = {};
    copies.set(original, object);
    for (const [name, child] of Object.entries(original)) {
      object[rename(name)] = inner(child);
    }
    return object;
  };
  return inner(value);
}
