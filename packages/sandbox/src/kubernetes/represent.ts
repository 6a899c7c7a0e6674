import { columnsOf } from './columns';
import { isObject, JsonObject, record, records } from './json';
import { Resource } from './resources';

/** The form in which a client wants objects, from its Accept header. */
export type Representation = 'object' | 'table' | 'metadata';

export function representation(headers: Headers): Representation {
  // Types come in order of preference; the first one that is JSON counts.
  for (const type of (headers.get('accept') ?? '').split(',')) {
    const [media, ...parameters] = type.split(';').map(part => part.trim());
    if (media !== 'application/json') continue;
    if (parameters.includes('as=Table')) return 'table';
    if (parameters.some(one => one.startsWith('as=PartialObjectMetadata'))) {
      return 'metadata';
    }
    return 'object';
  }
  return 'object';
}

/** An object or a list in that form. */
export function represent(
  resource: Resource,
  value: JsonObject,
  form: Representation,
  options: { includeObject: string | null; now: number },
): JsonObject {
  if (value.kind === 'Status' || value.kind === 'Scale') return value;
  const items = Array.isArray(value.items) ? records(value.items) : undefined;
  if (form === 'table') {
    return table(resource, value, items ?? [value], options);
  }
  if (form === 'metadata') {
    if (!items) return partial(value);
    return {
      ...value,
      kind: 'PartialObjectMetadataList',
      apiVersion: 'meta.k8s.io/v1',
      items: items.map(partial),
    };
  }
  if (!items || resource.custom) return value;
  // The items of a typed list do not repeat what the list says of them.
  return {
    ...value,
    items: items.map(({ apiVersion: _v, kind: _k, ...item }) => item),
  };
}

function table(
  resource: Resource,
  value: JsonObject,
  items: JsonObject[],
  { includeObject, now }: { includeObject: string | null; now: number },
): JsonObject {
  const columns = columnsOf(resource);
  const { resourceVersion, continue: next } = record(value.metadata);
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: { resourceVersion, continue: next },
    columnDefinitions: columns.map(({ name, type, priority }) => ({
      name,
      type,
      format: name === 'Name' ? 'name' : '',
      description: '',
      priority,
    })),
    rows: items.map(item => ({
      cells: columns.map(({ cell }) => cell(item, now)),
      ...(includeObject !== 'None' && {
        object: includeObject === 'Object' ? item : partial(item),
      }),
    })),
  };
}

function partial(object: JsonObject): JsonObject {
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: 'meta.k8s.io/v1',
    metadata: isObject(object.metadata) ? object.metadata : {},
  };
}
