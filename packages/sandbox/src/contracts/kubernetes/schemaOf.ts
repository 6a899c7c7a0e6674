import { OpenApiDocument, Place } from '../openApi';
import { isRecord } from '../record';

export interface Kind {
  group: string;
  version: string;
  kind: string;
}

/** Where a document describes a kind; undefined when it does not. */
export function schemaOf(
  document: OpenApiDocument,
  kind: Kind,
): Place | undefined {
  const name = Object.keys(document.schemas).find(schema =>
    kindsOf(document.schemas[schema]).some(
      one =>
        one.kind === kind.kind &&
        one.group === kind.group &&
        one.version === kind.version,
    ),
  );
  return name === undefined ? undefined : ['components', 'schemas', name];
}

function kindsOf(schema: Record<string, unknown>): Record<string, unknown>[] {
  const kinds: unknown = schema['x-kubernetes-group-version-kind'];
  return Array.isArray(kinds) ? kinds.filter(isRecord) : [];
}
