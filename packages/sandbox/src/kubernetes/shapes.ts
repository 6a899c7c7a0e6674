import { JsonObject } from './json';
import { Resource } from './resources';

/**
 * How the parts of an object merge. Only what differs from the rule is written
 * down: an object merges field by field, a list is replaced as a whole.
 */
export type Shape =
  | { merge: 'fields'; fields: Record<string, Shape> }
  | AtomicShape
  /** A list of values without order. */
  | { merge: 'set'; patch?: 'replace' }
  | ItemsShape;

/** Server-side apply takes it as a whole, though it is an object or a list of keyed items. */
export interface AtomicShape {
  merge: 'atomic';
  /**
   * A strategic merge patch merges objects field by field all the same, unless they
   * are to be replaced, and lists item by item if they have a key for that.
   */
  patch?: 'replace' | { key: string };
}

/** A list whose items are told apart by their keys. */
export interface ItemsShape {
  merge: 'items';
  /** Server-side apply looks at all of them, strategic merge patch at the first. */
  keys: string[];
  /** What a key is when the item does not say. */
  keyDefaults: JsonObject;
  item: Shape;
  /** A strategic merge patch replaces the list as a whole. */
  patch?: 'replace';
}

const rule: Shape = { merge: 'fields', fields: {} };
const atomic: Shape = { merge: 'atomic' };
const set: Shape = { merge: 'set' };
const replacedSet: Shape = { merge: 'set', patch: 'replace' };

function fields(of: Record<string, Shape>): Shape {
  return { merge: 'fields', fields: of };
}

function items(
  keys: string[],
  item: Shape = rule,
  keyDefaults: JsonObject = {},
): ItemsShape {
  return { merge: 'items', keys, keyDefaults, item };
}

const metadata = fields({
  finalizers: set,
  ownerReferences: items(['uid'], atomic),
});

const valueFrom = fields({
  configMapKeyRef: atomic,
  fieldRef: atomic,
  resourceFieldRef: atomic,
  secretKeyRef: atomic,
  fileKeyRef: atomic,
});

const resources = fields({
  claims: { ...items(['name']), patch: 'replace' },
});

const container = fields({
  env: items(['name'], fields({ valueFrom })),
  ports: items(['containerPort', 'protocol'], rule, { protocol: 'TCP' }),
  volumeDevices: items(['devicePath']),
  volumeMounts: items(['mountPath']),
  resources,
});

const withSecret = fields({ secretRef: atomic });

const claimSpec = fields({ selector: atomic, dataSource: atomic });

const volume = fields({
  cephfs: withSecret,
  cinder: withSecret,
  csi: fields({ nodePublishSecretRef: atomic }),
  ephemeral: fields({
    volumeClaimTemplate: fields({ metadata, spec: claimSpec }),
  }),
  flexVolume: withSecret,
  iscsi: withSecret,
  rbd: withSecret,
  scaleIO: withSecret,
  storageos: withSecret,
});

const podSpec = fields({
  containers: items(['name'], container),
  initContainers: items(['name'], container),
  ephemeralContainers: items(['name'], container),
  hostAliases: items(['ip']),
  imagePullSecrets: items(['name'], atomic),
  nodeSelector: atomic,
  resourceClaims: items(['name']),
  resources,
  schedulingGates: items(['name']),
  topologySpreadConstraints: items(
    ['topologyKey', 'whenUnsatisfiable'],
    fields({ labelSelector: atomic }),
  ),
  volumes: items(['name'], volume),
  affinity: fields({
    nodeAffinity: fields({
      requiredDuringSchedulingIgnoredDuringExecution: atomic,
    }),
  }),
});

const conditions = fields({ conditions: items(['type']) });

const podTemplate = fields({ metadata, spec: podSpec });

const jobSpec = fields({ selector: atomic, template: podTemplate });

const workload = fields({
  metadata,
  spec: fields({ selector: atomic, template: podTemplate }),
  status: conditions,
});

const shapes: Record<string, Shape> = {
  '/Pod': fields({
    metadata,
    spec: podSpec,
    status: fields({
      conditions: items(['type']),
      hostIPs: { merge: 'atomic', patch: { key: 'ip' } },
      podIPs: items(['ip']),
      resourceClaimStatuses: items(['name']),
      resources,
    }),
  }),
  '/Service': fields({
    metadata,
    spec: fields({
      selector: atomic,
      ports: items(['port', 'protocol'], rule, { protocol: 'TCP' }),
    }),
    status: conditions,
  }),
  '/ServiceAccount': fields({
    metadata,
    secrets: items(['name'], atomic),
  }),
  '/Namespace': fields({ metadata, status: conditions }),
  '/Node': fields({
    metadata,
    spec: fields({ podCIDRs: set }),
    status: fields({
      addresses: items(['type']),
      conditions: items(['type']),
    }),
  }),
  '/PersistentVolumeClaim': fields({
    metadata,
    spec: claimSpec,
    status: conditions,
  }),
  '/Event': fields({ metadata, involvedObject: atomic, related: atomic }),
  'apps/Deployment': workload,
  'apps/ReplicaSet': workload,
  'apps/DaemonSet': workload,
  'apps/StatefulSet': workload,
  'batch/CronJob': fields({
    metadata,
    spec: fields({ jobTemplate: fields({ metadata, spec: jobSpec }) }),
  }),
  'batch/Job': fields({
    metadata,
    spec: jobSpec,
    status: fields({
      conditions: { merge: 'atomic', patch: { key: 'type' } },
      uncountedTerminatedPods: fields({
        failed: replacedSet,
        succeeded: replacedSet,
      }),
    }),
  }),
  'policy/PodDisruptionBudget': fields({
    metadata,
    spec: fields({ selector: { merge: 'atomic', patch: 'replace' } }),
    status: conditions,
  }),
  'networking.k8s.io/NetworkPolicy': fields({
    metadata,
    spec: fields({ podSelector: atomic }),
  }),
  'rbac.authorization.k8s.io/RoleBinding': fields({
    metadata,
    roleRef: atomic,
  }),
  'rbac.authorization.k8s.io/ClusterRoleBinding': fields({
    metadata,
    roleRef: atomic,
  }),
};

/** How objects of this kind merge. */
export function shapeOf(resource: Pick<Resource, 'group' | 'kind'>): Shape {
  return shapes[`${resource.group}/${resource.kind}`] ?? fields({ metadata });
}

/** How one field of an object merges. */
export function fieldShape(shape: Shape, field: string): Shape {
  return shape.merge === 'fields' ? shape.fields[field] ?? rule : rule;
}

/** The keys of a list item, in full. */
export function itemKey(shape: ItemsShape, item: JsonObject): JsonObject {
  return Object.fromEntries(
    [...shape.keys]
      .sort()
      .map(key => [key, item[key] ?? shape.keyDefaults[key] ?? null]),
  );
}
