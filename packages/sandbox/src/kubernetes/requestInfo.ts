import { Attributes } from './authorize';
import { fieldRequirement } from './selectors';

/** What a request asks for, read from its method and address alone. */
export type RequestInfo =
  | { kind: 'path'; path: string; verb: string; query: URLSearchParams }
  | ResourceRequest;

export interface ResourceRequest {
  kind: 'resource';
  path: string;
  verb: string;
  group: string;
  version: string;
  /** The plural name. */
  resource: string;
  namespace?: string;
  name?: string;
  subresource?: string;
  query: URLSearchParams;
}

export function requestInfo(method: string, url: URL): RequestInfo {
  const query = url.searchParams;
  const path = url.pathname;
  const segments = path.split('/').filter(Boolean).map(decodeURIComponent);
  const target = resourceTarget(segments);
  if (!target) {
    return { kind: 'path', path, verb: method.toLowerCase(), query };
  }
  return {
    kind: 'resource',
    path,
    query,
    ...target,
    verb: verbOf(method, target.name, query),
  };
}

/** The attributes that the authorizers look at. */
export function attributesOf(request: RequestInfo): Attributes {
  if (request.kind === 'path') {
    return {
      verb: request.verb,
      group: '',
      resource: '',
      nonResourcePath: request.path,
    };
  }
  const { verb, group, resource, subresource, namespace, query } = request;
  // A list of one name is authorized as that name, so resourceNames can allow it.
  const name =
    request.name ??
    fieldRequirement(query.get('fieldSelector') ?? '', 'metadata.name');
  return { verb, group, resource, subresource, namespace, name };
}

/** `patch deployments`, `patch deployments/scale`, `get /version`: as in the call log. */
export function operationName(request: RequestInfo): string {
  if (request.kind === 'path') return `${request.verb} ${request.path}`;
  const { verb, resource, subresource } = request;
  return `${verb} ${subresource ? `${resource}/${subresource}` : resource}`;
}

/** A trial run changes nothing; reviews are created, but nothing is kept. */
export function mayChange(request: RequestInfo, body: Buffer): boolean {
  if (request.kind === 'path') {
    return !['get', 'head', 'options'].includes(request.verb);
  }
  if (['get', 'list', 'watch'].includes(request.verb)) return false;
  if (request.query.get('dryRun') === 'All') return false;
  // DeleteOptions may say it in the body instead.
  if (
    request.verb.startsWith('delete') &&
    /"dryRun":\["All"\]/.test(body.toString())
  ) {
    return false;
  }
  return !['authorization.k8s.io', 'authentication.k8s.io'].includes(
    request.group,
  );
}

function resourceTarget(segments: string[]) {
  const [root] = segments;
  if (root !== 'api' && root !== 'apis') return undefined;
  const group = root === 'apis' ? segments[1] : '';
  const rest = segments.slice(root === 'apis' ? 3 : 2);
  const version = segments[root === 'apis' ? 2 : 1];
  if (rest.length === 0) return undefined;
  const inNamespace = rest[0] === 'namespaces' && rest.length > 2;
  if (inNamespace && !['status', 'finalize'].includes(rest[2])) {
    const [, namespace, resource, name, ...more] = rest;
    return {
      group,
      version,
      namespace,
      resource,
      name,
      ...subresourceOf(more),
    };
  }
  const [resource, name, ...more] = rest;
  // A namespace is inside itself, for RBAC.
  const namespace = resource === 'namespaces' && !group ? name : undefined;
  return { group, version, namespace, resource, name, ...subresourceOf(more) };
}

function subresourceOf(more: string[]) {
  return { subresource: more.length > 0 ? more.join('/') : undefined };
}

function verbOf(
  method: string,
  name: string | undefined,
  query: URLSearchParams,
): string {
  switch (method) {
    case 'GET':
    case 'HEAD':
      if (['1', 'true'].includes(query.get('watch') ?? '')) return 'watch';
      return name ? 'get' : 'list';
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return name ? 'delete' : 'deletecollection';
    default:
      return method.toLowerCase();
  }
}
