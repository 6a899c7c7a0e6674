import { Reader } from 'protobufjs';
import { Json, JsonObject } from './json';
import { groupVersion, Resource } from './resources';
import { unsupportedMediaType } from './statusError';

export const protobufType = 'application/vnd.kubernetes.protobuf';

/**
 * Reads a body that kubectl 1.32 and later sends for what it builds itself (`create
 * role`, `auth can-i`). Only kinds and fields that it can set there are known.
 *
 * @throws StatusError 415 for others, so that nothing is dropped in silence
 */
export function decodeProtobuf(
  resource: Resource,
  body: Uint8Array,
): JsonObject {
  const envelope = body.subarray(magic.length);
  if (!Buffer.from(body.subarray(0, magic.length)).equals(magic)) {
    throw unsupportedMediaType(['application/json']);
  }
  let raw = new Uint8Array();
  const reader = Reader.create(envelope);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag >>> 3 === 2) raw = new Uint8Array(reader.bytes());
    else reader.skipType(tag & 7);
  }
  return {
    apiVersion: groupVersion(resource),
    kind: resource.kind,
    ...decode(resource.kind, Reader.create(raw)),
  };
}

/** Every such body begins with this; then comes a runtime.Unknown, whose field 2 is the object. */
const magic = Buffer.from('k8s\0');

/**
 * Field numbers and types. A plain name is a string; `?` marks what is kept though it
 * is zero; `-` marks what a client does not set.
 * Source: the generated.proto files of k8s.io/api and k8s.io/apimachinery.
 */
const messages: Record<string, Record<number, string>> = {
  ObjectMeta: {
    1: 'name',
    2: 'generateName',
    3: 'namespace',
    4: '-',
    5: 'uid',
    6: 'resourceVersion',
    7: '-',
    8: '-',
    9: '-',
    10: '-',
    11: 'labels map',
    12: 'annotations map',
    13: 'ownerReferences OwnerReference[]',
    14: 'finalizers string[]',
  },
  OwnerReference: {
    1: 'kind',
    3: 'name',
    4: 'uid',
    5: 'apiVersion',
    6: 'controller bool?',
    7: 'blockOwnerDeletion bool?',
  },
  LabelSelector: {
    1: 'matchLabels map',
    2: 'matchExpressions LabelSelectorRequirement[]',
  },
  LabelSelectorRequirement: { 1: 'key', 2: 'operator', 3: 'values string[]' },
  LocalObjectReference: { 1: 'name' },
  Namespace: { 1: 'metadata ObjectMeta', 2: '-', 3: '-' },
  ServiceAccount: {
    1: 'metadata ObjectMeta',
    3: 'imagePullSecrets LocalObjectReference[]',
    4: 'automountServiceAccountToken bool?',
  },
  Secret: {
    1: 'metadata ObjectMeta',
    2: 'data bytesMap',
    3: 'type',
    4: 'stringData map',
    5: 'immutable bool?',
  },
  ConfigMap: {
    1: 'metadata ObjectMeta',
    2: 'data map',
    3: 'binaryData bytesMap',
    4: 'immutable bool?',
  },
  Service: { 1: 'metadata ObjectMeta', 2: 'spec ServiceSpec', 3: '-' },
  ServiceSpec: {
    1: 'ports ServicePort[]',
    2: 'selector map',
    3: 'clusterIP',
    4: 'type',
    7: 'sessionAffinity',
    10: 'externalName',
  },
  ServicePort: {
    1: 'name',
    2: 'protocol',
    3: 'port int',
    4: 'targetPort IntOrString',
    5: 'nodePort int',
  },
  Deployment: { 1: 'metadata ObjectMeta', 2: 'spec DeploymentSpec', 3: '-' },
  DeploymentSpec: {
    1: 'replicas int?',
    2: 'selector LabelSelector',
    3: 'template PodTemplateSpec',
    4: 'strategy DeploymentStrategy',
    5: 'minReadySeconds int',
    6: 'revisionHistoryLimit int?',
    9: 'progressDeadlineSeconds int?',
  },
  DeploymentStrategy: { 1: 'type' },
  Job: { 1: 'metadata ObjectMeta', 2: 'spec JobSpec', 3: '-' },
  JobSpec: {
    1: 'parallelism int?',
    2: 'completions int?',
    4: 'selector LabelSelector',
    6: 'template PodTemplateSpec',
    7: 'backoffLimit int?',
    8: 'ttlSecondsAfterFinished int?',
  },
  PodTemplateSpec: { 1: 'metadata ObjectMeta', 2: 'spec PodSpec' },
  PodSpec: {
    2: 'containers Container[]',
    3: 'restartPolicy',
    6: 'dnsPolicy',
    8: 'serviceAccountName',
  },
  Container: {
    1: 'name',
    2: 'image',
    3: 'command string[]',
    4: 'args string[]',
    6: 'ports ContainerPort[]',
    7: 'env EnvVar[]',
    14: 'imagePullPolicy',
  },
  ContainerPort: {
    1: 'name',
    2: 'hostPort int',
    3: 'containerPort int',
    4: 'protocol',
  },
  EnvVar: { 1: 'name', 2: 'value' },
  PodDisruptionBudget: {
    1: 'metadata ObjectMeta',
    2: 'spec PodDisruptionBudgetSpec',
    3: '-',
  },
  PodDisruptionBudgetSpec: {
    1: 'minAvailable IntOrString',
    2: 'selector LabelSelector',
    3: 'maxUnavailable IntOrString',
  },
  Role: { 1: 'metadata ObjectMeta', 2: 'rules PolicyRule[]' },
  ClusterRole: {
    1: 'metadata ObjectMeta',
    2: 'rules PolicyRule[]',
    3: 'aggregationRule AggregationRule',
  },
  AggregationRule: { 1: 'clusterRoleSelectors LabelSelector[]' },
  PolicyRule: {
    1: 'verbs string[]',
    2: 'apiGroups string[]',
    3: 'resources string[]',
    4: 'resourceNames string[]',
    5: 'nonResourceURLs string[]',
  },
  RoleBinding: {
    1: 'metadata ObjectMeta',
    2: 'subjects Subject[]',
    3: 'roleRef RoleRef',
  },
  ClusterRoleBinding: {
    1: 'metadata ObjectMeta',
    2: 'subjects Subject[]',
    3: 'roleRef RoleRef',
  },
  Subject: { 1: 'kind', 2: 'apiGroup', 3: 'name', 4: 'namespace' },
  RoleRef: { 1: 'apiGroup', 2: 'kind', 3: 'name' },
  SelfSubjectReview: { 1: 'metadata ObjectMeta', 2: '-' },
  SelfSubjectAccessReview: {
    1: 'metadata ObjectMeta',
    2: 'spec AccessReviewSpec',
    3: '-',
  },
  SubjectAccessReview: {
    1: 'metadata ObjectMeta',
    2: 'spec AccessReviewSpec',
    3: '-',
  },
  AccessReviewSpec: {
    1: 'resourceAttributes ResourceAttributes',
    2: 'nonResourceAttributes NonResourceAttributes',
    3: 'user',
    4: 'groups string[]',
    6: 'uid',
  },
  ResourceAttributes: {
    1: 'namespace',
    2: 'verb',
    3: 'group',
    4: 'version',
    5: 'resource',
    6: 'subresource',
    7: 'name',
  },
  NonResourceAttributes: { 1: 'path', 2: 'verb' },
  SelfSubjectRulesReview: {
    1: 'metadata ObjectMeta',
    2: 'spec RulesReviewSpec',
    3: '-',
  },
  RulesReviewSpec: { 1: 'namespace' },
};

function decode(message: string, reader: Reader): JsonObject {
  const fields = messages[message];
  if (!fields) throw unsupportedMediaType(['application/json']);
  const object: JsonObject = {};
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    const field = fields[tag >>> 3];
    if (field === undefined) refuseUnlessZero(reader, tag & 7);
    else if (field === '-') reader.skipType(tag & 7);
    else readField(object, field, reader);
  }
  return object;
}

function readField(object: JsonObject, field: string, reader: Reader) {
  const [name, type = 'string'] = field.split(' ');
  if (type.endsWith('[]')) {
    const before = object[name];
    const item = readValue(type.slice(0, -2), reader) ?? '';
    object[name] = [...(Array.isArray(before) ? before : []), item];
  } else if (type === 'map' || type === 'bytesMap') {
    const [key, value] = readEntry(reader, type === 'bytesMap');
    object[name] = { ...Object(object[name]), [key]: value };
  } else {
    const value = readValue(type, reader);
    const kept = type.endsWith('?');
    if (kept || (value && !isEmpty(value))) object[name] = value;
  }
}

function readValue(type: string, reader: Reader): Json | undefined {
  switch (type) {
    case 'string':
      return reader.string();
    case 'int':
    case 'int?':
      return reader.int32();
    case 'bool':
    case 'bool?':
      return reader.bool();
    case 'IntOrString':
      return readIntOrString(section(reader));
    default:
      return decode(type, section(reader));
  }
}

function readEntry(outer: Reader, bytes: boolean): [string, string] {
  const reader = section(outer);
  let key = '';
  let value = '';
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag >>> 3 === 1) key = reader.string();
    else if (bytes) value = Buffer.from(reader.bytes()).toString('base64');
    else value = reader.string();
  }
  return [key, value];
}

function readIntOrString(reader: Reader): Json | undefined {
  let isString = false;
  let number = 0;
  let string = '';
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag >>> 3 === 1) isString = reader.uint32() === 1;
    else if (tag >>> 3 === 2) number = reader.int32();
    else string = reader.string();
  }
  return isString ? string : number;
}

function section(reader: Reader): Reader {
  return Reader.create(reader.bytes());
}

/** The encoder writes empty fields too; those say nothing. */
function refuseUnlessZero(reader: Reader, wireType: number) {
  const start = reader.pos;
  reader.skipType(wireType);
  const content = reader.buf.subarray(start, reader.pos);
  if (content.some(byte => byte !== 0)) {
    throw unsupportedMediaType(['application/json']);
  }
}

function isEmpty(value: Json): boolean {
  return typeof value === 'object' && Object.keys(value ?? {}).length === 0;
}
