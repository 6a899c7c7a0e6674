import { JsonObject } from './json';
import { KubeObject, timestamp } from './object';
import { Resource } from './resources';
import { conflict, forbidden } from './statusError';
import { Store } from './store';
import { select } from './read';
import { existing } from './update';
import { deleteOptions, WriteRequest, Written } from './writeRequest';

/** DELETE of one object. */
export function remove(write: WriteRequest): Written {
  return { object: removeOne(write, existing(write)) };
}

/** DELETE of all that the selectors choose. */
export function removeCollection(write: WriteRequest): Written {
  const chosen = select(write.api.store, write.resource, write.request);
  const items = chosen.map(object => {
    removeOne(write, object);
    return object;
  });
  return {
    object: {
      apiVersion: 'v1',
      kind: 'List',
      metadata: { resourceVersion: String(write.api.store.revision) },
      items,
    },
  };
}

/** Takes an object out, or marks it when a finalizer holds it. */
export function removeObject(
  store: Store,
  resource: Resource,
  object: KubeObject,
  moment: number,
): KubeObject {
  const waits =
    (object.metadata.finalizers ?? []).length > 0 ||
    resource.kind === 'Namespace';
  if (!waits) return store.remove(resource, object);
  if (object.metadata.deletionTimestamp) return object;
  return store.replace(resource, {
    ...object,
    metadata: {
      ...object.metadata,
      deletionTimestamp: timestamp(moment),
      deletionGracePeriodSeconds: 0,
    },
    ...(resource.kind === 'Namespace' && { status: { phase: 'Terminating' } }),
  });
}

const protectedNamespaces = ['default', 'kube-public', 'kube-system'];

function removeOne(write: WriteRequest, object: KubeObject): JsonObject {
  const { api, resource, now } = write;
  const { name, uid, resourceVersion } = object.metadata;
  const options = deleteOptions(write);
  if (resource.kind === 'Namespace' && protectedNamespaces.includes(name)) {
    throw forbidden(resource, name, 'this namespace may not be deleted');
  }
  if (options.uid && options.uid !== uid) {
    throw conflict(
      resource,
      name,
      `the UID in the precondition (${options.uid}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
    );
  }
  if (options.resourceVersion && options.resourceVersion !== resourceVersion) {
    throw conflict(
      resource,
      name,
      `the ResourceVersion in the precondition (${options.resourceVersion}) does not match the ResourceVersion in record (${resourceVersion}). The object might have been modified`,
    );
  }
  if (options.dryRun) return success(resource, object);
  if (options.propagationPolicy === 'Orphan') orphan(api.store, object);
  const removed = removeObject(api.store, resource, object, now);
  const answersObject =
    removed.metadata.deletionTimestamp !== undefined ||
    answeredWhole.includes(resource.kind);
  return answersObject ? removed : success(resource, object);
}

/** Kinds that a deletion answers with what was there, by their OpenAPI documents. */
const answeredWhole = ['Pod', 'Service', 'ServiceAccount'];

/** Cuts the dependents loose, so that garbage collection leaves them. */
function orphan(store: Store, owner: KubeObject) {
  for (const { resource, object } of store.all()) {
    const references = object.metadata.ownerReferences ?? [];
    const others = references.filter(one => one.uid !== owner.metadata.uid);
    if (others.length === references.length) continue;
    store.replace(resource, {
      ...object,
      metadata: { ...object.metadata, ownerReferences: others },
    });
  }
}

function success(resource: Resource, object: KubeObject): JsonObject {
  const { name, uid } = object.metadata;
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name,
      group: resource.group || undefined,
      kind: resource.plural,
      uid,
    },
  };
}
