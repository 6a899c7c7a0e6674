import { Caller } from './authenticate';
import { Attributes } from './authorize';
import { decoded, FieldValidation } from './fieldValidation';
import { Json, JsonObject, isObject, record, text, texts } from './json';
import { decodeProtobuf, protobufType } from './protobuf';
import { ResourceRequest } from './requestInfo';
import { groupVersion, Resource } from './resources';
import { ClusterApi } from './state';
import { badRequest, noSuchPath, unsupportedMediaType } from './statusError';
import { Draft } from './store';

/** A request that wants to change something, with all that is needed to do it. */
export interface WriteRequest {
  api: ClusterApi;
  caller: Caller;
  /** Decides what else the request needs. */
  mayCaller(attributes: Attributes): boolean;
  resource: Resource;
  request: ResourceRequest;
  headers: Headers;
  /** As received. */
  body: Buffer;
  /** Milliseconds. */
  now: number;
  /** Gets what the caller is to be warned of. */
  warnings: string[];
}

/** An object and whether the request made it. */
export interface Written {
  object: JsonObject;
  created?: boolean;
}

export function isDryRun({ request }: WriteRequest): boolean {
  const value = request.query.get('dryRun');
  if (value !== null && value !== 'All') {
    throw badRequest(`invalid dryRun option: ${JSON.stringify(value)}`);
  }
  return value === 'All';
}

/** Who is to own the fields: `fieldManager`, else the client's program name. */
export function fieldManager({ request, headers }: WriteRequest): string {
  return (
    request.query.get('fieldManager') ||
    (headers.get('user-agent') ?? '').split('/')[0] ||
    'unknown'
  );
}

export function mediaType(headers: Headers): string {
  return (headers.get('content-type') ?? 'application/json')
    .split(';')[0]
    .trim();
}

/** The body of a POST or PUT, checked against the address that it was sent to. */
export function readDraft(write: WriteRequest): Draft {
  return asDraft(write, decodedBy(write, readBody(write), 'body'));
}

/** The object without the fields that its kind does not have. */
export function decodedBy(
  write: WriteRequest,
  value: Json,
  source: 'body' | 'patch',
): Json {
  return isObject(value)
    ? decoded(fieldValidation(write), value, source)
    : value;
}

export function fieldValidation({
  resource,
  request,
  warnings,
}: WriteRequest): FieldValidation {
  const level = request.query.get('fieldValidation');
  return { resource, level, warnings };
}

/** The body of a POST, PUT or DELETE. */
export function readBody({
  headers,
  resource,
  body,
}: Pick<WriteRequest, 'headers' | 'resource' | 'body'>): Json {
  switch (mediaType(headers)) {
    case 'application/json':
      return parseJson(body.toString('utf8'));
    case protobufType:
      return decodeProtobuf(resource, body);
    default:
      throw unsupportedMediaType(['application/json']);
  }
}

export function parseJson(body: string): Json {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw badRequest(
      `the object provided is unrecognized (must be of type JSON): ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
}

/** Checks kind, version, name and namespace of what was sent, and fills the latter two in. */
export function asDraft(write: WriteRequest, value: Json): Draft {
  const { resource, request } = write;
  if (!isObject(value)) throw badRequest('the body must be an object');
  const wanted = groupVersion(resource);
  const apiVersion = text(value.apiVersion) ?? wanted;
  const kind = text(value.kind) ?? resource.kind;
  if (apiVersion !== wanted) {
    throw badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${wanted})`,
    );
  }
  if (kind !== resource.kind) {
    throw badRequest(
      `${kind} in version "${resource.version}" cannot be handled as a ${resource.kind}: the kind does not match`,
    );
  }
  const metadata = record(value.metadata);
  const given = text(metadata.name);
  if (request.name && given && given !== request.name) {
    throw badRequest(
      `the name of the object (${given}) does not match the name on the URL (${request.name})`,
    );
  }
  const namespace = text(metadata.namespace);
  if (resource.namespaced && !request.namespace) throw noSuchPath();
  if (resource.namespaced && namespace && namespace !== request.namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  return {
    ...value,
    apiVersion,
    kind,
    metadata: {
      ...metadata,
      name: request.name ?? given ?? '',
      namespace: resource.namespaced ? request.namespace : undefined,
    },
  };
}

/** DeleteOptions, from the body or the query. */
export function deleteOptions(write: WriteRequest) {
  const body =
    write.body.length > 0 ? record(parseJson(write.body.toString())) : {};
  const { query } = write.request;
  const preconditions = record(body.preconditions);
  return {
    propagationPolicy:
      text(body.propagationPolicy) ??
      query.get('propagationPolicy') ??
      (body.orphanDependents === true ? 'Orphan' : 'Background'),
    dryRun: texts(body.dryRun).includes('All') || isDryRun(write),
    uid: text(preconditions.uid),
    resourceVersion: text(preconditions.resourceVersion),
  };
}
