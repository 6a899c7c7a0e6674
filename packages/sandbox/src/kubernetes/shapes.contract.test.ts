// The table of shapes against the OpenAPI documents that API servers publish.
import { documentsReader } from '../contracts/kubernetes/documents';
import { schemaOf } from '../contracts/kubernetes/schemaOf';
import { nameOf, OpenApiDocument } from '../contracts/openApi';
import { isRecord } from '../contracts/record';
import { builtinResources, groupVersion } from './resources';
import { Shape, shapeOf } from './shapes';

const documentsOf = documentsReader(
  process.env.CONTRACTS_DIR ?? '(CONTRACTS_DIR unset)',
);

const documented = builtinResources
  .filter(({ verbs }) => verbs.includes('patch'))
  .flatMap(resource => {
    const root = resource.group ? '/apis' : '/api';
    const documents = documentsOf(`${root}/${groupVersion(resource)}`);
    const place = documents && schemaOf(documents.whole, resource);
    return documents && place
      ? [{ kind: resource.kind, resource, document: documents.whole, place }]
      : [];
  });

it('all kinds but leases and definitions are documented', () => {
  const kinds = documented.map(({ kind }) => kind);
  const others = builtinResources.filter(
    ({ kind, verbs }) => verbs.includes('patch') && !kinds.includes(kind),
  );
  expect(others.map(({ kind }) => kind)).toEqual([
    'Lease',
    'CustomResourceDefinition',
  ]);
});

it.each(documented)(
  'a $kind merges as its document says',
  ({ resource, document, place }) => {
    const schema = document.schemas[place[place.length - 1]];
    expect(ofShape(shapeOf(resource))).toEqual(
      ofSchema(document, schema, '', []),
    );
  },
);

/** What merges otherwise than the rule, by path. */
type Merges = Record<string, string>;

function ofShape(shape: Shape, path = ''): Merges {
  switch (shape.merge) {
    case 'fields':
      return Object.assign(
        {},
        ...Object.entries(shape.fields).map(([name, field]) =>
          ofShape(field, `${path}.${name}`),
        ),
      );
    case 'atomic':
      return {
        [path]: described('atomic', [], {
          key: typeof shape.patch === 'object' ? shape.patch.key : undefined,
          strategy: shape.patch,
        }),
      };
    case 'set':
      return {
        [path]: described('set', [], { strategy: shape.patch ?? 'merge' }),
      };
    default: {
      const { keys, keyDefaults, item, patch } = shape;
      return {
        [path]: described('map', keys, {
          defaults: keyDefaults,
          key: patch ? undefined : keys[0],
          strategy: patch ?? 'merge',
        }),
        ...ofShape(item, `${path}[]`),
      };
    }
  }
}

function described(
  type: string,
  keys: unknown[],
  patch: { key?: unknown; strategy?: unknown; defaults?: object },
): string {
  const asPatch = patch.key ?? (patch.strategy === 'merge' ? 'merge' : '');
  const replaced = patch.strategy === 'replace' ? 'replace' : asPatch;
  return [type, keys.join(), JSON.stringify(patch.defaults ?? {}), replaced]
    .join(' ')
    .trim();
}

function ofSchema(
  document: OpenApiDocument,
  schema: Record<string, unknown>,
  path: string,
  above: unknown[],
): Merges {
  if (above.includes(schema)) return {};
  if (schema['x-kubernetes-map-type'] === 'atomic') {
    return { [path]: described('atomic', [], {}) };
  }
  const { properties } = schema;
  return Object.assign(
    {},
    ...Object.entries(isRecord(properties) ? properties : {}).map(
      ([name, property]) =>
        isRecord(property)
          ? ofProperty(document, property, `${path}.${name}`, [
              ...above,
              schema,
            ])
          : {},
    ),
  );
}

function ofProperty(
  document: OpenApiDocument,
  property: Record<string, unknown>,
  path: string,
  above: unknown[],
): Merges {
  const type = property['x-kubernetes-list-type'];
  const strategy = String(property['x-kubernetes-patch-strategy'] ?? '');
  const merges = strategy.split(',').includes('merge');
  const inner = (of: unknown, at: string) => {
    const target = targetOf(document, of);
    return target ? ofSchema(document, target, at, above) : {};
  };
  if (property.type === 'array') {
    const patchKey = property['x-kubernetes-patch-merge-key'];
    if (type === 'map') {
      const keys: unknown = property['x-kubernetes-list-map-keys'];
      const names = Array.isArray(keys) ? keys : [];
      return {
        [path]: described('map', names, {
          defaults: defaultsOf(targetOf(document, property.items), names),
          key: merges ? patchKey : undefined,
          strategy: merges ? 'merge' : 'replace',
        }),
        ...inner(property.items, `${path}[]`),
      };
    }
    if (type === 'set') {
      const how = merges ? 'merge' : 'replace';
      return { [path]: described('set', [], { strategy: how }) };
    }
    return merges ? { [path]: described('atomic', [], { key: patchKey }) } : {};
  }
  const found = inner(property, path);
  return strategy === 'replace'
    ? { ...found, [path]: described('atomic', [], { strategy }) }
    : found;
}

/** What a schema refers to, or itself. */
function targetOf(
  document: OpenApiDocument,
  schema: unknown,
): Record<string, unknown> | undefined {
  if (!isRecord(schema)) return undefined;
  const [first]: unknown[] = Array.isArray(schema.allOf) ? schema.allOf : [];
  const reference = schema.$ref ?? (isRecord(first) ? first.$ref : undefined);
  return typeof reference === 'string'
    ? document.schemas[nameOf(reference)]
    : schema;
}

/** A key's default other than nothing: `0` and `''` only say that it is missing. */
function defaultsOf(
  item: Record<string, unknown> | undefined,
  keys: unknown[],
): object {
  const properties = isRecord(item?.properties) ? item.properties : {};
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, property]) =>
      keys.includes(name) && isRecord(property) && property.default
        ? [[name, property.default]]
        : [],
    ),
  );
}
