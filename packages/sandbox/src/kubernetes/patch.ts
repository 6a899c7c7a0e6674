import { applyPatch, Operation } from 'fast-json-patch';
import { parse } from 'yaml';
import { createOwned, refuseCreation } from './create';
import { isObject, Json, JsonObject, record } from './json';
import { ownablePart, ownersOf } from './managedFields';
import { groupVersion } from './resources';
import {
  applyConfiguration,
  Conflict,
  conflictMessage,
  managerText,
  Owner,
} from './serverSideApply';
import { refuseUndeclared } from './fieldValidation';
import { describePath, leavesOf } from './fieldSet';
import { shapeOf } from './shapes';
import { badRequest, StatusError, unsupportedMediaType } from './statusError';
import { mergePatch, strategicMerge } from './strategicMerge';
import {
  existing,
  prepared,
  replaceOwned,
  replaceUpdated,
  scaleOf,
  scaleTo,
} from './update';
import {
  asDraft,
  decodedBy,
  fieldManager,
  fieldValidation,
  mediaType,
  parseJson,
  WriteRequest,
  Written,
} from './writeRequest';

const applyTypes = [
  'application/apply-patch+yaml',
  'application/apply-patch+cbor',
];

/** PATCH, in any of the four ways. */
export function patch(write: WriteRequest): Written {
  if (mediaType(write.headers) === applyTypes[0]) return apply(write);
  const previous = existing(write);
  if (write.request.subresource === 'scale') {
    const scale = patched(write, scaleOf(previous));
    return scaleTo(write, previous, scale);
  }
  const draft = asDraft(
    write,
    decodedBy(write, patched(write, previous), 'patch'),
  );
  return { object: replaceUpdated(write, previous, draft) };
}

function patched(write: WriteRequest, original: JsonObject): JsonObject {
  const type = mediaType(write.headers);
  const body = parseJson(write.body.toString('utf8'));
  switch (type) {
    case 'application/json-patch+json':
      return jsonPatch(original, body);
    case 'application/merge-patch+json':
      return record(mergePatch(original, body));
    case 'application/strategic-merge-patch+json':
      if (!write.resource.custom) {
        return strategicMerge(original, record(body), shapeOf(write.resource));
      }
      break;
    default:
  }
  throw unsupportedMediaType([
    'application/json-patch+json',
    'application/merge-patch+json',
    ...(write.resource.custom
      ? []
      : ['application/strategic-merge-patch+json']),
    applyTypes[0],
  ]);
}

function jsonPatch(original: JsonObject, body: Json): JsonObject {
  if (!Array.isArray(body)) {
    throw badRequest('a JSON patch is a list of operations');
  }
  try {
    const copy = structuredClone(original);
    // The library checks each operation itself (third argument).
    return applyPatch(copy, body as unknown as Operation[], true).newDocument;
  } catch (error) {
    throw new StatusError(
      422,
      'Invalid',
      `the server rejected our request due to an error in our request: ${
        error instanceof Error ? error.message.split('\n')[0] : error
      }`,
    );
  }
}

function apply(write: WriteRequest): Written {
  const { api, resource, request } = write;
  if (!request.query.get('fieldManager')) {
    throw badRequest(
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    );
  }
  const wanted = asDraft(write, parseYaml(write.body.toString('utf8')));
  if (wanted.metadata.managedFields !== undefined) {
    throw badRequest('metadata.managedFields must be nil');
  }
  refuseUndeclared(fieldValidation(write), wanted);
  const shape = shapeOf(resource);
  const applier = {
    manager: fieldManager(write),
    apiVersion: groupVersion(resource),
    subresource: request.subresource,
  };
  const configuration = configurationOf(write, wanted);
  const name = request.name ?? '';
  const previous = api.store.find(resource, request.namespace, name);
  if (!previous) {
    refuseCreation(write);
    const fields = new Set(leavesOf(configuration, shape).keys());
    const owner: Owner = { ...applier, operation: 'Apply', fields };
    return createOwned(write, wanted, () => [owner]);
  }
  const applied = applyConfiguration(
    ownablePart(previous),
    configuration,
    shape,
    ownersOf(previous),
    applier,
    { force: request.query.get('force') === 'true' },
  );
  if (applied.outcome === 'conflict') throw applyConflict(applied.conflicts);
  const next = prepared(write, previous, {
    ...applied.object,
    metadata: {
      ...record(applied.object.metadata),
      name,
      resourceVersion: wanted.metadata.resourceVersion,
      uid: wanted.metadata.uid,
    },
  });
  return { object: replaceOwned(write, previous, next, applied.owners) };
}

/** What can be applied here: without the status, or nothing but it. */
function configurationOf(write: WriteRequest, wanted: JsonObject): JsonObject {
  const { status, ...rest } = ownablePart({
    ...wanted,
    metadata: record(wanted.metadata),
  });
  if (write.request.subresource === 'status') {
    return status === undefined ? {} : { status };
  }
  return write.resource.subresources.includes('status') || status === undefined
    ? rest
    : { ...rest, status };
}

function applyConflict(conflicts: Conflict[]): StatusError {
  return new StatusError(409, 'Conflict', conflictMessage(conflicts), {
    causes: conflicts.map(({ owner, field }) => ({
      reason: 'FieldManagerConflict',
      message: `conflict with ${managerText(owner)}`,
      field: describePath(field),
    })),
  });
}

function parseYaml(body: string): Json {
  try {
    // YAML 1.1, as the API server reads it: 0644 is octal.
    const value: unknown = parse(body, { version: '1.1' });
    if (isObject(value)) return value;
  } catch (error) {
    throw badRequest(
      `error decoding YAML: ${error instanceof Error ? error.message : error}`,
    );
  }
  throw badRequest('error decoding YAML: the body must be an object');
}
