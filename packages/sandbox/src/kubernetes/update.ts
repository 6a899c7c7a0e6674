import { withDefaults } from './defaults';
import { refuseEscalation } from './escalation';
import { at, equal, isObject, JsonObject, number, record } from './json';
import { managedFields, ownablePart, ownersOf } from './managedFields';
import { KubeObject, timestamp } from './object';
import { groupVersion } from './resources';
import { Owner, recordUpdate } from './serverSideApply';
import { shapeOf } from './shapes';
import { conflict, notFound } from './statusError';
import { Draft } from './store';
import { validate } from './validation/validate';
import {
  asDraft,
  fieldManager,
  isDryRun,
  readBody,
  readDraft,
  WriteRequest,
  Written,
} from './writeRequest';

/** PUT. */
export function update(write: WriteRequest): Written {
  const previous = existing(write);
  if (write.request.subresource === 'scale') {
    return scaleTo(write, previous, record(readBody(write)));
  }
  return { object: replaceUpdated(write, previous, readDraft(write)) };
}

/** The object that the request is about; 404 when there is none. */
export function existing({ api, resource, request }: WriteRequest): KubeObject {
  const name = request.name ?? '';
  const found = api.store.find(resource, request.namespace, name);
  if (!found) throw notFound(resource, name);
  return found;
}

/** Stores what a PUT or PATCH made of an object; its author owns what changed. */
export function replaceUpdated(
  write: WriteRequest,
  previous: KubeObject,
  draft: Draft,
): KubeObject {
  const next = prepared(write, previous, draft);
  const owners = recordUpdate(
    ownablePart(previous),
    ownablePart(next),
    shapeOf(write.resource),
    ownersOf(previous),
    {
      manager: fieldManager(write),
      apiVersion: groupVersion(write.resource),
      subresource: write.request.subresource,
    },
  );
  return replaceOwned(write, previous, next, owners);
}

/**
 * The object as it will be stored but for its owners: defaults filled in, the
 * server's own metadata kept, status or the rest left alone as the address says.
 */
export function prepared(
  write: WriteRequest,
  previous: KubeObject,
  draft: Draft,
): KubeObject {
  const { resource, request } = write;
  refuseStale(write, previous, draft);
  const toStatus = request.subresource === 'status';
  const source: Draft = toStatus
    ? { ...previous, status: draft.status }
    : withDefaults(resource, keptStatus(write, previous, draft));
  const kept = previous.metadata;
  return {
    ...source,
    apiVersion: previous.apiVersion,
    kind: previous.kind,
    metadata: {
      ...source.metadata,
      name: kept.name,
      namespace: kept.namespace,
      uid: kept.uid,
      resourceVersion: kept.resourceVersion,
      creationTimestamp: kept.creationTimestamp,
      deletionTimestamp: kept.deletionTimestamp,
      deletionGracePeriodSeconds: kept.deletionGracePeriodSeconds,
      generation: kept.generation,
      generateName: kept.generateName,
      managedFields: kept.managedFields,
    },
  };
}

/** Validates and stores; an object that is as it was keeps its resource version. */
export function replaceOwned(
  write: WriteRequest,
  previous: KubeObject,
  next: KubeObject,
  owners: Owner[],
): KubeObject {
  const { api, resource, caller, now } = write;
  const object: KubeObject = {
    ...next,
    metadata: {
      ...next.metadata,
      generation: nextGeneration(previous, next),
      managedFields: managedFields(
        owners,
        previous.metadata.managedFields ?? [],
        timestamp(now),
      ),
    },
  };
  validate(resource, object, previous);
  const unchanged =
    equal(object.rules, previous.rules) &&
    equal(object.subjects, previous.subjects);
  if (!unchanged) refuseEscalation(api.store, caller, resource, object);
  if (isDryRun(write)) return object;
  const { deletionTimestamp, finalizers = [] } = object.metadata;
  if (deletionTimestamp && finalizers.length === 0 && !isNamespace(object)) {
    return api.store.remove(resource, object);
  }
  return api.store.replace(resource, object);
}

/** PATCH or PUT of the scale subresource: the body is a Scale. */
export function scaleTo(
  write: WriteRequest,
  previous: KubeObject,
  scale: JsonObject,
): Written {
  const replicas = number(at(scale, 'spec', 'replicas')) ?? 0;
  const draft = asDraft(write, {
    ...previous,
    metadata: {
      ...previous.metadata,
      resourceVersion: at(scale, 'metadata', 'resourceVersion'),
    },
    spec: { ...record(previous.spec), replicas },
  });
  return { object: scaleOf(replaceUpdated(write, previous, draft)) };
}

/** The Scale view of a Deployment, ReplicaSet or StatefulSet. */
export function scaleOf(object: KubeObject): JsonObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } =
    object.metadata;
  const labels = record(at(object, 'spec', 'selector', 'matchLabels'));
  return {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: number(at(object, 'spec', 'replicas')) ?? 0 },
    status: {
      replicas: number(at(object, 'status', 'replicas')) ?? 0,
      selector: Object.entries(labels)
        .map(([key, value]) => `${key}=${value}`)
        .join(','),
    },
  };
}

function refuseStale(write: WriteRequest, previous: KubeObject, draft: Draft) {
  const { name, uid, resourceVersion } = previous.metadata;
  const wanted = draft.metadata.resourceVersion;
  if (wanted && wanted !== resourceVersion) {
    throw conflict(write.resource, name);
  }
  if (draft.metadata.uid && draft.metadata.uid !== uid) {
    throw conflict(
      write.resource,
      name,
      `Precondition failed: UID in precondition: ${draft.metadata.uid}, UID in object meta: ${uid}`,
    );
  }
}

function keptStatus(
  { resource }: WriteRequest,
  previous: KubeObject,
  draft: Draft,
): Draft {
  return resource.subresources.includes('status')
    ? { ...draft, status: previous.status }
    : draft;
}

/** Grows with every change of what is wanted, not of metadata or status. */
function nextGeneration(previous: KubeObject, next: KubeObject) {
  const { generation } = previous.metadata;
  if (generation === undefined) return undefined;
  const wanted = ({ metadata: _m, status: _s, ...rest }: KubeObject) => rest;
  return equal(wanted(previous), wanted(next)) ? generation : generation + 1;
}

function isNamespace(object: KubeObject): boolean {
  return object.kind === 'Namespace' && isObject(object.spec);
}
