import { JsonObject } from './json';
import { KubeObject } from './object';
import { ResourceRequest } from './requestInfo';
import { groupVersion, Resource } from './resources';
import { fieldsMatch, labelsMatch } from './selectors';
import { badRequest, notFound } from './statusError';
import { Store } from './store';

/** GET of one object. */
export function find(
  store: Store,
  resource: Resource,
  request: ResourceRequest,
): KubeObject {
  const name = request.name ?? '';
  const object = store.find(resource, request.namespace, name);
  if (!object) throw notFound(resource, name);
  return object;
}

/** GET of many: a list, in pages when `limit` is given. */
export function listOf(
  store: Store,
  resource: Resource,
  request: ResourceRequest,
): JsonObject & { items: KubeObject[] } {
  const chosen = select(store, resource, request);
  const start = readContinue(request.query.get('continue'));
  const limit = Number(request.query.get('limit') ?? 0) || chosen.length;
  const end = start + limit;
  const left = chosen.length - end;
  return {
    kind: `${resource.kind}List`,
    apiVersion: groupVersion(resource),
    metadata: {
      resourceVersion: String(store.revision),
      ...(left > 0 && {
        continue: Buffer.from(String(end)).toString('base64url'),
        remainingItemCount: left,
      }),
    },
    items: chosen.slice(start, end),
  };
}

/** The objects that address and selectors choose. */
export function select(
  store: Store,
  resource: Resource,
  request: ResourceRequest,
): KubeObject[] {
  return store
    .list(
      resource,
      request.resource === 'namespaces' ? undefined : request.namespace,
    )
    .filter(object => isSelected(object, request));
}

export function isSelected(
  object: KubeObject,
  { query, namespace, resource }: ResourceRequest,
): boolean {
  return (
    (!namespace ||
      resource === 'namespaces' ||
      object.metadata.namespace === namespace) &&
    labelsMatch(
      query.get('labelSelector') ?? '',
      object.metadata.labels ?? {},
    ) &&
    fieldsMatch(query.get('fieldSelector') ?? '', object)
  );
}

function readContinue(token: string | null): number {
  if (!token) return 0;
  const position = Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isInteger(position)) {
    throw badRequest('continue key is not valid');
  }
  return position;
}
