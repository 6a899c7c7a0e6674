import { denial } from './authorize';
import { withDefaults } from './defaults';
import { refuseEscalation } from './escalation';
import { record, text } from './json';
import { managedFields, ownablePart } from './managedFields';
import { KubeObject, nameSuffix, timestamp } from './object';
import { podSecurityViolation } from './podSecurity';
import { builtin, groupVersion } from './resources';
import { Owner, recordUpdate } from './serverSideApply';
import { serviceAddress } from './serviceAddress';
import { shapeOf } from './shapes';
import { alreadyExists, forbidden, invalid, notFound } from './statusError';
import { required } from './fieldErrors';
import { Draft } from './store';
import { validate } from './validation/validate';
import {
  fieldManager,
  isDryRun,
  readDraft,
  WriteRequest,
  Written,
} from './writeRequest';

/** POST. */
export function create(write: WriteRequest): Written {
  const { resource } = write;
  const shape = shapeOf(resource);
  return createOwned(write, readDraft(write), object =>
    // What the server filled in counts as the author's, as it does in Kubernetes.
    recordUpdate({}, ownablePart(object), shape, [], {
      manager: fieldManager(write),
      apiVersion: groupVersion(resource),
    }),
  );
}

/** Stores a new object that is owned as said; server-side apply ends here too. */
export function createOwned(
  write: WriteRequest,
  draft: Draft,
  owners: (object: KubeObject) => Owner[],
): Written {
  const { api, resource, caller, now } = write;
  refuseInMissingNamespace(write, draft);
  const named = withName(draft);
  if (!named.metadata.name) {
    throw invalid(resource, '', [
      required('metadata.name', 'name or generateName is required'),
    ]);
  }
  const started = resource.subresources.includes('status')
    ? { ...named, status: initialStatus(resource.kind) }
    : named;
  const identified = api.store.identify(
    resource,
    serviceAddress(api.store, resource, withDefaults(resource, started)),
    now,
  );
  const object: KubeObject = {
    ...identified,
    metadata: {
      ...identified.metadata,
      deletionTimestamp: undefined,
      managedFields: managedFields(owners(identified), [], timestamp(now)),
    },
  };
  validate(resource, object);
  refuseUnsafePod(write, object);
  refuseEscalation(api.store, caller, resource, object);
  const { namespace, name } = object.metadata;
  if (api.store.find(resource, namespace, name)) {
    throw alreadyExists(resource, name);
  }
  return {
    object: isDryRun(write) ? object : api.store.insert(resource, object),
    created: true,
  };
}

/** Making an object by PATCH needs the permission to create it as well. */
export function refuseCreation({
  caller,
  mayCaller,
  request,
  resource,
}: WriteRequest) {
  const attributes = {
    verb: 'create',
    group: resource.group,
    resource: resource.plural,
    namespace: request.namespace,
    name: request.name,
  };
  if (!mayCaller(attributes)) {
    throw forbidden(resource, request.name, denial(caller, attributes));
  }
}

const namespaces = builtin('', 'namespaces');

function refuseInMissingNamespace(write: WriteRequest, draft: Draft) {
  const { namespace } = draft.metadata;
  if (!namespace) return;
  const found = write.api.store.find(namespaces, undefined, namespace);
  if (!found) throw notFound(namespaces, namespace);
  if (found.metadata.deletionTimestamp) {
    throw forbidden(
      write.resource,
      draft.metadata.name,
      `unable to create new content in namespace ${namespace} because it is being terminated`,
    );
  }
}

/** Admission looks at pods only; what makes them is told by its controller. */
function refuseUnsafePod({ api, resource }: WriteRequest, object: KubeObject) {
  if (resource.group !== '' || resource.kind !== 'Pod') return;
  const { namespace, name } = object.metadata;
  const place = api.store.find(namespaces, undefined, namespace ?? '');
  const violation = podSecurityViolation(place, record(object.spec));
  if (violation) throw forbidden(resource, name, violation);
}

function withName(draft: Draft): Draft {
  const prefix = text(draft.metadata.generateName);
  if (draft.metadata.name || !prefix) return draft;
  const name = `${prefix.slice(0, 58)}${nameSuffix()}`;
  return { ...draft, metadata: { ...draft.metadata, name } };
}

/** Callers cannot set a status on the way in; a few kinds begin with one. */
function initialStatus(kind: string) {
  switch (kind) {
    case 'Namespace':
      return { phase: 'Active' };
    case 'Service':
      return { loadBalancer: {} };
    case 'Pod':
      return { phase: 'Pending', qosClass: 'BestEffort' };
    default:
      return record(undefined);
  }
}
