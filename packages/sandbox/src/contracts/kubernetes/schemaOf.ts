import { OpenApiDocument, Place } from '../openApi';
import { isRecord } from '../record';

export interface Kind {
  group: string;
  version: string;
  kind: string;
}

const places = new WeakMap<OpenApiDocument, Map<string, Place>>();

/** Where a document describes a kind; undefined when it does not. */
export function schemaOf(
  document: OpenApiDocument,
  kind: Kind,
): Place | undefined {
  const known = places.get(document) ?? placesIn(document);
  places.set(document, known);
  return known.get(keyOf(kind));
}

function placesIn(document: OpenApiDocument): Map<string, Place> {
  return new Map(
    Object.entries(document.schemas).flatMap(([name, schema]) =>
      kindsOf(schema).map(kind => [
        keyOf(kind),
        ['components', 'schemas', name],
      ]),
    ),
  );
}

function kindsOf(schema: Record<string, unknown>): Kind[] {
  const kinds: unknown = schema['x-kubernetes-group-version-kind'];
  return Array.isArray(kinds)
    ? kinds.filter(isRecord).map(({ group, version, kind }) => ({
        group: String(group),
        version: String(version),
        kind: String(kind),
      }))
    : [];
}

function keyOf({ group, version, kind }: Kind): string {
  return `${group}/${version}/${kind}`;
}
