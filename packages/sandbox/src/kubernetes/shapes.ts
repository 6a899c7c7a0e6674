import { JsonObject } from './json';
import { Resource } from './resources';

/**
 * How the parts of an object merge. Only what differs from the rule is written
 * down: an object merges field by field, a list is replaced as a whole.
 */
export type Shape =
  | { merge: 'fields'; fields: Record<string, Shape> }
  /** Replaced as a whole, though it is an object. */
  | { merge: 'atomic' }
  /** A list of values without order. */
  | { merge: 'set' }
  | ItemsShape;

/** A list whose items are told apart by their keys. */
export interface ItemsShape {
  merge: 'items';
  /** Server-side apply looks at all of them, strategic merge patch at the first. */
  keys: string[];
  /** What a key is when the item does not say. */
  keyDefaults: JsonObject;
  item: Shape;
}

const rule: Shape = { merge: 'fields', fields: {} };
const atomic: Shape = { merge: 'atomic' };
const set: Shape = { merge: 'set' };

function fields(of: Record<string, Shape>): Shape {
  return { merge: 'fields', fields: of };
}

function items(
  keys: string[],
  item: Shape = rule,
  keyDefaults: JsonObject = {},
): Shape {
  return { merge: 'items', keys, keyDefaults, item };
}

const valueFrom = fields({
  configMapKeyRef: atomic,
  fieldRef: atomic,
  resourceFieldRef: atomic,
  secretKeyRef: atomic,
  fileKeyRef: atomic,
});

const container = fields({
  env: items(['name'], fields({ valueFrom })),
  ports: items(['containerPort', 'protocol'], rule, { protocol: 'TCP' }),
  volumeDevices: items(['devicePath']),
  volumeMounts: items(['mountPath']),
  resources: fields({ claims: items(['name']) }),
});

const volume = fields({
  csi: fields({ nodePublishSecretRef: atomic }),
  ephemeral: fields({
    volumeClaimTemplate: fields({
      spec: fields({ selector: atomic, dataSource: atomic }),
    }),
  }),
});

const podSpec = fields({
  containers: items(['name'], container),
  initContainers: items(['name'], container),
  ephemeralContainers: items(['name'], container),
  hostAliases: items(['ip']),
  imagePullSecrets: items(['name']),
  nodeSelector: atomic,
  resourceClaims: items(['name']),
  resources: fields({ claims: items(['name']) }),
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

const metadata = fields({
  finalizers: set,
  ownerReferences: items(['uid'], atomic),
});

const conditions = fields({ conditions: items(['type']) });

const podTemplate = fields({ metadata, spec: podSpec });

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
      podIPs: items(['ip']),
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
  '/Event': fields({ metadata, involvedObject: atomic, related: rule }),
  'apps/Deployment': workload,
  'apps/ReplicaSet': workload,
  'apps/DaemonSet': workload,
  'apps/StatefulSet': workload,
  'batch/Job': workload,
  'policy/PodDisruptionBudget': fields({
    metadata,
    spec: fields({ selector: atomic }),
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
