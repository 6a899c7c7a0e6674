import {
  at,
  isObject,
  Json,
  JsonObject,
  list,
  record,
  records,
  text,
} from './json';
import { Resource } from './resources';
import { Draft } from './store';

/** The object with what the API server fills in where the author was silent. Pure. */
export function withDefaults(resource: Resource, object: Draft): Draft {
  const defaults = byKind[`${resource.group}/${resource.kind}`];
  return defaults ? defaults(object) : object;
}

/** What the API server's admission adds to a pod, beyond a template's defaults. */
export function admittedPodSpec(spec: JsonObject): JsonObject {
  const serviceAccount = text(spec.serviceAccountName) || 'default';
  return {
    enableServiceLinks: true,
    preemptionPolicy: 'PreemptLowerPriority',
    priority: 0,
    ...podSpec(spec),
    serviceAccountName: serviceAccount,
    serviceAccount,
    tolerations: [
      ...list(spec.tolerations),
      ...['not-ready', 'unreachable'].map(condition => ({
        key: `node.kubernetes.io/${condition}`,
        operator: 'Exists',
        effect: 'NoExecute',
        tolerationSeconds: 300,
      })),
    ],
  };
}

const byKind: Record<string, (object: Draft) => Draft> = {
  '/Namespace': object => ({
    ...object,
    metadata: {
      ...object.metadata,
      labels: {
        ...record(object.metadata.labels),
        'kubernetes.io/metadata.name': object.metadata.name,
      },
    },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active', ...record(object.status) },
  }),
  '/Secret': object => {
    const { stringData, ...rest } = object;
    const encoded = Object.entries(record(stringData)).map(([key, value]) => [
      key,
      Buffer.from(String(value)).toString('base64'),
    ]);
    const data = { ...record(object.data), ...Object.fromEntries(encoded) };
    return {
      ...rest,
      type: text(object.type) || 'Opaque',
      ...(Object.keys(data).length > 0 && { data }),
    };
  },
  '/Pod': object => ({ ...object, spec: podSpec(record(object.spec)) }),
  '/Service': object => ({
    ...object,
    spec: {
      type: 'ClusterIP',
      sessionAffinity: 'None',
      internalTrafficPolicy: 'Cluster',
      ...record(object.spec),
      ...eachOf(object.spec, 'ports', port => ({
        protocol: 'TCP',
        targetPort: port.port,
        ...port,
      })),
    },
  }),
  'apps/Deployment': object =>
    withSpec(object, spec => ({
      replicas: 1,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      ...spec,
      strategy: updateStrategy(record(spec.strategy), {
        maxSurge: '25%',
        maxUnavailable: '25%',
      }),
      template: podTemplate(spec.template),
    })),
  'apps/ReplicaSet': object =>
    withSpec(object, spec => ({
      replicas: 1,
      ...spec,
      template: podTemplate(spec.template),
    })),
  'apps/StatefulSet': object =>
    withSpec(object, spec => ({
      replicas: 1,
      revisionHistoryLimit: 10,
      podManagementPolicy: 'OrderedReady',
      persistentVolumeClaimRetentionPolicy: {
        whenDeleted: 'Retain',
        whenScaled: 'Retain',
      },
      ...spec,
      updateStrategy: updateStrategy(record(spec.updateStrategy), {
        partition: 0,
      }),
      template: podTemplate(spec.template),
    })),
  'apps/DaemonSet': object =>
    withSpec(object, spec => ({
      revisionHistoryLimit: 10,
      ...spec,
      updateStrategy: updateStrategy(record(spec.updateStrategy), {
        maxSurge: 0,
        maxUnavailable: 1,
      }),
      template: podTemplate(spec.template),
    })),
  'batch/Job': object =>
    withSpec(object, spec => ({
      backoffLimit: 6,
      completions: 1,
      parallelism: 1,
      completionMode: 'NonIndexed',
      manualSelector: false,
      podReplacementPolicy: 'TerminatingOrFailed',
      suspend: false,
      ...spec,
      template: podTemplate(spec.template),
    })),
  'networking.k8s.io/NetworkPolicy': object =>
    withSpec(object, spec => ({
      policyTypes: spec.egress ? ['Ingress', 'Egress'] : ['Ingress'],
      ...spec,
    })),
  'rbac.authorization.k8s.io/RoleBinding': binding,
  'rbac.authorization.k8s.io/ClusterRoleBinding': binding,
  'apiextensions.k8s.io/CustomResourceDefinition': object =>
    withSpec(object, spec => {
      const names = record(spec.names);
      const kind = text(names.kind) ?? '';
      return {
        conversion: { strategy: 'None' },
        ...spec,
        names: {
          listKind: `${kind}List`,
          singular: kind.toLowerCase(),
          ...names,
        },
      };
    }),
};

function binding(object: Draft): Draft {
  const apiGroup = 'rbac.authorization.k8s.io';
  return {
    ...object,
    ...(isObject(object.roleRef) && {
      roleRef: {
        ...object.roleRef,
        apiGroup: object.roleRef.apiGroup || apiGroup,
      },
    }),
    ...eachOf(object, 'subjects', subject =>
      subject.kind === 'User' || subject.kind === 'Group'
        ? { ...subject, apiGroup: subject.apiGroup || apiGroup }
        : subject,
    ),
  };
}

function withSpec(
  object: Draft,
  change: (spec: JsonObject) => JsonObject,
): Draft {
  return { ...object, spec: change(record(object.spec)) };
}

function updateStrategy(
  given: JsonObject,
  rollingUpdate: JsonObject,
): JsonObject {
  const type = text(given.type) ?? 'RollingUpdate';
  if (type !== 'RollingUpdate') return { ...given, type };
  return {
    ...given,
    type,
    rollingUpdate: { ...rollingUpdate, ...record(given.rollingUpdate) },
  };
}

function podTemplate(template: Json | undefined): JsonObject {
  const given = record(template);
  return {
    ...given,
    metadata: record(given.metadata),
    spec: podSpec(record(given.spec)),
  };
}

function podSpec(spec: JsonObject): JsonObject {
  return {
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    ...spec,
    ...(text(spec.serviceAccountName) && {
      serviceAccount: spec.serviceAccountName,
    }),
    ...eachOf(spec, 'initContainers', container),
    ...eachOf(spec, 'containers', container),
    ...eachOf(spec, 'volumes', volume),
  };
}

function container(given: JsonObject): JsonObject {
  const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'].filter(
    probe => isObject(given[probe]),
  );
  return {
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: isLatest(text(given.image) ?? '')
      ? 'Always'
      : 'IfNotPresent',
    resources: {},
    ...given,
    ...eachOf(given, 'ports', port => ({ protocol: 'TCP', ...port })),
    ...eachOf(given, 'env', variable =>
      isObject(at(variable, 'valueFrom', 'fieldRef'))
        ? {
            ...variable,
            valueFrom: {
              fieldRef: {
                apiVersion: 'v1',
                ...record(at(variable, 'valueFrom', 'fieldRef')),
              },
            },
          }
        : variable,
    ),
    ...Object.fromEntries(
      probes.map(probe => [probe, probeDefaults(record(given[probe]))]),
    ),
  };
}

function probeDefaults(probe: JsonObject): JsonObject {
  return {
    failureThreshold: 3,
    periodSeconds: 10,
    successThreshold: 1,
    timeoutSeconds: 1,
    ...probe,
    ...(isObject(probe.httpGet) && {
      httpGet: { path: '/', scheme: 'HTTP', ...probe.httpGet },
    }),
  };
}

function volume(given: JsonObject): JsonObject {
  const modes = ['secret', 'configMap', 'projected', 'downwardAPI'].filter(
    source => isObject(given[source]),
  );
  const withModes = modes.map(source => [
    source,
    { defaultMode: 0o644, ...record(given[source]) },
  ]);
  return { ...given, ...Object.fromEntries(withModes) };
}

function isLatest(image: string): boolean {
  if (image.includes('@')) return false;
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  return tag === undefined || tag === 'latest';
}

/** The named list, each of its objects changed; nothing when there is no such list. */
function eachOf(
  owner: Json | undefined,
  field: string,
  change: (item: JsonObject) => JsonObject,
): JsonObject {
  const value = at(owner, field);
  return Array.isArray(value) ? { [field]: records(value).map(change) } : {};
}
