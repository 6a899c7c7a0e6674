// The fields that the client library knows against the OpenAPI documents.
import { documentsReader } from '../contracts/kubernetes/documents';
import { schemaOf } from '../contracts/kubernetes/schemaOf';
import { nameOf, OpenApiDocument } from '../contracts/openApi';
import { isRecord } from '../contracts/record';
import { Json, record } from './json';
import { decode } from './knownFields';
import { builtinResources, groupVersion } from './resources';

const documentsOf = documentsReader(
  process.env.CONTRACTS_DIR ?? '(CONTRACTS_DIR unset)',
);

const documented = builtinResources.flatMap(resource => {
  const root = resource.group ? '/apis' : '/api';
  const documents = documentsOf(`${root}/${groupVersion(resource)}`);
  const place = documents && schemaOf(documents.whole, resource);
  return documents && place
    ? [{ kind: resource.kind, resource, document: documents.whole, place }]
    : [];
});

it.each(documented)(
  'a $kind keeps all fields of its document, and no other',
  ({ resource, document, place }) => {
    const schema = document.schemas[place[place.length - 1]];
    const full = record(sample(document, schema, []));
    expect(decode(resource, full)).toEqual({ object: full, unknown: [] });
    const metadata = { ...record(full.metadata), colour: 'red' };
    expect(decode(resource, { ...full, colour: 'red', metadata })).toEqual({
      object: full,
      unknown: expect.arrayContaining([['colour'], ['metadata', 'colour']]),
    });
  },
);

/** A value in which every field of the schema is set. */
function sample(
  document: OpenApiDocument,
  schema: Record<string, unknown>,
  above: string[],
): Json {
  const [first]: unknown[] = Array.isArray(schema.allOf) ? schema.allOf : [];
  const reference = schema.$ref ?? (isRecord(first) ? first.$ref : undefined);
  if (typeof reference === 'string') {
    const name = nameOf(reference);
    return above.includes(name)
      ? {}
      : sample(document, document.schemas[name], [...above, name]);
  }
  const { properties, items } = schema;
  if (isRecord(properties)) {
    return Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [
        name,
        isRecord(property) ? sample(document, property, above) : null,
      ]),
    );
  }
  if (isRecord(items)) return [sample(document, items, above)];
  return isRecord(schema.additionalProperties)
    ? { any: sample(document, schema.additionalProperties, above) }
    : 'x';
}
