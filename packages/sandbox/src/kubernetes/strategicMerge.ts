import { equal, isObject, Json, JsonObject, list, text, texts } from './json';
import { fieldShape, ItemsShape, Shape } from './shapes';

const order = '$setElementOrder/';
const deletions = '$deleteFromPrimitiveList/';

/** A strategic merge patch: like a merge patch, but keyed lists merge item by item. Pure. */
export function strategicMerge(
  original: JsonObject,
  patch: JsonObject,
  shape: Shape,
): JsonObject {
  if (patch.$patch === 'replace') {
    const { $patch: _directive, ...rest } = patch;
    return rest;
  }
  if (patch.$patch === 'delete') return {};
  const merged: JsonObject = { ...original };
  for (const [field, value] of Object.entries(patch)) {
    if (field.startsWith('$') || value === undefined) continue;
    if (value === null) {
      delete merged[field];
      continue;
    }
    merged[field] = mergeField(
      original[field],
      value,
      mergingShape(shape, field),
    );
  }
  for (const [field, value] of Object.entries(patch)) {
    if (field.startsWith(deletions)) {
      const target = field.slice(deletions.length);
      const gone = list(value);
      merged[target] = list(merged[target]).filter(
        item => !gone.some(one => equal(one, item)),
      );
    }
    if (field.startsWith(order)) {
      const target = field.slice(order.length);
      merged[target] = inOrder(
        list(merged[target]),
        list(value),
        fieldShape(shape, target),
      );
    }
  }
  if (Array.isArray(patch.$retainKeys)) {
    const kept = texts(patch.$retainKeys);
    return Object.fromEntries(
      Object.entries(merged).filter(([field]) => kept.includes(field)),
    );
  }
  return merged;
}

/** JSON merge patch, RFC 7386. Pure. */
export function mergePatch(original: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const merged: JsonObject = isObject(original) ? { ...original } : {};
  for (const [field, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    if (value === null) delete merged[field];
    else merged[field] = mergePatch(merged[field], value);
  }
  return merged;
}

/** Objects that server-side apply takes whole mostly merge field by field here. */
function mergingShape(shape: Shape, field: string): Shape {
  const found = fieldShape(shape, field);
  if (found.merge !== 'atomic' || found.patch === 'replace') return found;
  const fields: Shape = { merge: 'fields', fields: {} };
  return found.patch
    ? { merge: 'items', keys: [found.patch.key], keyDefaults: {}, item: fields }
    : fields;
}

function mergeField(
  original: Json | undefined,
  patch: Json,
  shape: Shape,
): Json {
  if (shape.merge !== 'fields' && shape.patch === 'replace') return patch;
  if (isObject(patch)) {
    return strategicMerge(isObject(original) ? original : {}, patch, shape);
  }
  if (!Array.isArray(patch)) return patch;
  if (shape.merge === 'set') {
    const before = list(original);
    const added = patch.filter(item => !before.some(one => equal(one, item)));
    return [...before, ...added];
  }
  if (shape.merge !== 'items') return patch;
  return mergeItems(list(original), patch, shape);
}

function mergeItems(
  original: Json[],
  patch: Json[],
  shape: ItemsShape,
): Json[] {
  const [key] = shape.keys;
  if (patch.some(item => isObject(item) && item.$patch === 'replace')) {
    return patch.filter(item => !isObject(item) || item.$patch === undefined);
  }
  let merged = [...original];
  for (const item of patch) {
    if (!isObject(item)) continue;
    const same = (other: Json) =>
      isObject(other) && equal(other[key], item[key]);
    if (item.$patch === 'delete') {
      merged = merged.filter(other => !same(other));
      continue;
    }
    const index = merged.findIndex(same);
    const itemShape: Shape =
      shape.item.merge === 'atomic'
        ? { merge: 'fields', fields: {} }
        : shape.item;
    const before = index < 0 ? {} : merged[index];
    const after = strategicMerge(
      isObject(before) ? before : {},
      item,
      itemShape,
    );
    if (index < 0) merged.push(after);
    else merged[index] = after;
  }
  return merged;
}

function inOrder(items: Json[], wanted: Json[], shape: Shape): Json[] {
  const rank = (item: Json) => {
    const key = shape.merge === 'items' ? shape.keys[0] : '';
    const position = wanted.findIndex(one =>
      isObject(one) && isObject(item)
        ? equal(one[key], item[key])
        : text(one) === text(item),
    );
    return position < 0 ? wanted.length : position;
  };
  return [...items].sort((a, b) => rank(a) - rank(b));
}
