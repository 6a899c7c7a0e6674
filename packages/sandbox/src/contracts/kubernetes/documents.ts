// The OpenAPI documents that a Kubernetes API server publishes, one a group version.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closed, mapSchemas, OpenApiDocument } from '../openApi';
import { isRecord } from '../record';

export interface Documents {
  /** Whole objects, as they are created, replaced and returned. */
  whole: OpenApiDocument;
  /** Parts of objects, as they are applied and merged: only what tells list items apart must be there. */
  partial: OpenApiDocument;
}

/** `/api/v1`, `/apis/apps/v1`: the documents of a group version; undefined when none was published. */
export function documentsReader(
  directory: string,
): (groupVersion: string) => Documents | undefined {
  const read = new Map<string, Documents | undefined>();
  return groupVersion => {
    if (!read.has(groupVersion)) {
      read.set(groupVersion, readDocuments(directory, groupVersion));
    }
    return read.get(groupVersion);
  };
}

function readDocuments(
  directory: string,
  groupVersion: string,
): Documents | undefined {
  const name = groupVersion.slice(1).replaceAll('/', '_');
  const file = join(directory, 'kubernetes', `${name}.json`);
  if (!existsSync(file)) return undefined;
  const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return {
    whole: new OpenApiDocument(mapSchemas(json, closed)),
    partial: new OpenApiDocument(
      mapSchemas(json, schema => keyed(closed(optional(schema)))),
    ),
  };
}

function optional(schema: Record<string, unknown>): Record<string, unknown> {
  const { required, ...rest } = schema;
  return Array.isArray(required) ? rest : schema;
}

/** Source of the rule: Kubernetes documentation, "Server-Side Apply", merge strategy. */
function keyed(schema: Record<string, unknown>): Record<string, unknown> {
  const keys = schema['x-kubernetes-list-map-keys'];
  // The protocol of a port has a default.
  const needed = Array.isArray(keys)
    ? keys.filter(key => key !== 'protocol')
    : [];
  return needed.length > 0 && isRecord(schema.items)
    ? { ...schema, items: { allOf: [schema.items, { required: needed }] } }
    : schema;
}
