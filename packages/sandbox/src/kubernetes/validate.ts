import {
  duplicate,
  missing,
  notAllowed,
  required,
  unsupported,
  wrong,
} from './fieldErrors';
import {
  at,
  equal,
  isObject,
  Json,
  JsonObject,
  number,
  record,
  records,
  text,
  textMap,
  texts,
} from './json';
import {
  keyProblems,
  labelProblems,
  labelValueProblems,
  nameProblems,
} from './names';
import { KubeObject } from './object';
import { Resource } from './resources';
import { selectorMatches } from './selectors';
import { badRequest, Cause, invalid } from './statusError';

/** Throws 422 with every reason why the object may not be stored (400 when it cannot even be read). */
export function validate(
  resource: Resource,
  object: KubeObject,
  previous?: KubeObject,
) {
  refuseUnreadable(resource, object);
  const check = checks[`${resource.group}/${resource.kind}`];
  const causes = [
    ...nameProblems(resource, object.metadata.name),
    ...metadataProblems(object),
    ...(check ? check(object) : []),
    ...(previous ? immutableProblems(resource, object, previous) : []),
  ];
  if (causes.length > 0) {
    throw invalid(resource, object.metadata.name, causes);
  }
}

/** Values of the wrong JSON type do not decode: 400, before any rule is looked at. */
function refuseUnreadable(resource: Resource, object: KubeObject) {
  const stringMaps = [
    ['metadata', 'labels'],
    ['metadata', 'annotations'],
    ...(['Secret', 'ConfigMap'].includes(resource.kind) ? [['data']] : []),
    ['spec', 'template', 'metadata', 'labels'],
    ['spec', 'template', 'metadata', 'annotations'],
  ];
  const unreadable = (path: string[], type: string, found: Json) =>
    badRequest(
      `${resource.kind} in version "${
        resource.version
      }" cannot be handled as a ${resource.kind}: json: cannot unmarshal ${
        Array.isArray(found) ? 'array' : typeof found
      } into Go struct field ${resource.kind}.${path.join(
        '.',
      )} of type ${type}`,
    );
  for (const path of stringMaps) {
    for (const value of Object.values(record(at(object, ...path)))) {
      if (value !== null && value !== undefined && typeof value !== 'string') {
        throw unreadable(path, 'string', value);
      }
    }
  }
  const replicas = at(object, 'spec', 'replicas');
  if (resource.group === 'apps' && typeof replicas === 'string') {
    throw unreadable(['spec', 'replicas'], 'int32', replicas);
  }
}

function metadataProblems(object: KubeObject): Cause[] {
  const { labels, annotations, ownerReferences } = object.metadata;
  return [
    ...Object.entries(labels ?? {}).flatMap(([key, value]) => [
      ...keyProblems('metadata.labels', key),
      ...labelValueProblems('metadata.labels', value),
    ]),
    ...Object.keys(annotations ?? {}).flatMap(key =>
      keyProblems('metadata.annotations', key.toLowerCase()),
    ),
    ...(ownerReferences ?? []).flatMap((reference, index) =>
      need(`metadata.ownerReferences[${index}]`, reference, [
        'apiVersion',
        'kind',
        'name',
        'uid',
      ]),
    ),
  ];
}

const checks: Record<string, (object: KubeObject) => Cause[]> = {
  '/Pod': object => podSpecProblems('spec', object.spec),
  '/Secret': object =>
    Object.entries(record(object.data)).flatMap(([key, value]) => [
      ...dataKeyProblems(key),
      ...(isBase64(text(value) ?? '')
        ? []
        : [
            wrong(
              `data[${key}]`,
              '<secret contents redacted>',
              'illegal base64 data',
            ),
          ]),
    ]),
  '/ConfigMap': object =>
    Object.keys(record(object.data)).flatMap(dataKeyProblems),
  '/Service': object =>
    records(at(object, 'spec', 'ports')).length > 0 ||
    at(object, 'spec', 'clusterIP') === 'None' ||
    at(object, 'spec', 'type') === 'ExternalName'
      ? records(at(object, 'spec', 'ports')).flatMap((port, index) =>
          portProblems(`spec.ports[${index}].port`, port.port),
        )
      : [required('spec.ports')],
  'apps/Deployment': object => [
    ...workloadProblems(object),
    ...replicaProblems(object),
  ],
  'apps/ReplicaSet': object => [
    ...workloadProblems(object),
    ...replicaProblems(object),
  ],
  'apps/StatefulSet': object => [
    ...workloadProblems(object),
    ...replicaProblems(object),
  ],
  'apps/DaemonSet': workloadProblems,
  'batch/Job': object => {
    const path = 'spec.template.spec';
    const spec = at(object, 'spec', 'template', 'spec');
    const policy = at(spec, 'restartPolicy');
    return [
      ...podSpecProblems(path, spec),
      ...(policy === 'Never' || policy === 'OnFailure'
        ? []
        : [
            unsupported(`${path}.restartPolicy`, policy, [
              'OnFailure',
              'Never',
            ]),
          ]),
    ];
  },
  'policy/PodDisruptionBudget': object =>
    at(object, 'spec', 'minAvailable') !== undefined &&
    at(object, 'spec', 'maxUnavailable') !== undefined
      ? [
          wrong(
            'spec',
            record(object.spec),
            'minAvailable and maxUnavailable cannot be both set',
          ),
        ]
      : [],
  'networking.k8s.io/NetworkPolicy': object =>
    isObject(at(object, 'spec', 'podSelector'))
      ? []
      : [required('spec.podSelector')],
  'rbac.authorization.k8s.io/Role': object =>
    ruleProblems(object, { namespaced: true }),
  'rbac.authorization.k8s.io/ClusterRole': object =>
    ruleProblems(object, { namespaced: false }),
  'rbac.authorization.k8s.io/RoleBinding': object =>
    bindingProblems(object, ['Role', 'ClusterRole']),
  'rbac.authorization.k8s.io/ClusterRoleBinding': object =>
    bindingProblems(object, ['ClusterRole']),
  'apiextensions.k8s.io/CustomResourceDefinition': object => {
    const spec = record(object.spec);
    const name = `${at(spec, 'names', 'plural')}.${spec.group}`;
    return [
      ...need('spec', spec, ['group', 'scope']),
      ...need('spec.names', record(spec.names), ['plural', 'kind']),
      ...(records(spec.versions).length > 0 ? [] : [required('spec.versions')]),
      ...(object.metadata.name === name
        ? []
        : [
            wrong(
              'metadata.name',
              object.metadata.name,
              'must be spec.names.plural+"."+spec.group',
            ),
          ]),
    ];
  },
};

function workloadProblems(object: KubeObject): Cause[] {
  const selector = at(object, 'spec', 'selector');
  const template = at(object, 'spec', 'template');
  const labels = textMap(at(template, 'metadata', 'labels'));
  const policy = at(template, 'spec', 'restartPolicy');
  const selects =
    Object.keys(textMap(at(selector, 'matchLabels'))).length > 0 ||
    records(at(selector, 'matchExpressions')).length > 0;
  return [
    ...(isObject(selector) ? [] : [required('spec.selector')]),
    ...(isObject(selector) && !selects
      ? [
          wrong(
            'spec.selector',
            selector,
            'empty selector is invalid for deployment',
          ),
        ]
      : []),
    ...(selects && !selectorMatches(selector, labels)
      ? [
          wrong(
            'spec.template.metadata.labels',
            labels,
            '`selector` does not match template `labels`',
          ),
        ]
      : []),
    ...podSpecProblems('spec.template.spec', at(template, 'spec')),
    ...(policy === 'Always'
      ? []
      : [unsupported('spec.template.spec.restartPolicy', policy, ['Always'])]),
  ];
}

function replicaProblems(object: KubeObject): Cause[] {
  const replicas = number(at(object, 'spec', 'replicas')) ?? 0;
  return replicas < 0
    ? [wrong('spec.replicas', replicas, 'must be greater than or equal to 0')]
    : [];
}

function podSpecProblems(path: string, spec: Json | undefined): Cause[] {
  const volumes = records(at(spec, 'volumes')).map(one => text(one.name) ?? '');
  const containers = records(at(spec, 'containers'));
  if (containers.length === 0) return [required(`${path}.containers`)];
  const names = containers.map(one => text(one.name) ?? '');
  return [
    ...volumes.flatMap((name, index) => [
      ...(name
        ? labelProblems(`${path}.volumes[${index}].name`, name)
        : [required(`${path}.volumes[${index}].name`)]),
      ...(volumes.indexOf(name) < index
        ? [duplicate(`${path}.volumes[${index}].name`, name)]
        : []),
    ]),
    ...names.flatMap((name, index) =>
      names.indexOf(name) < index
        ? [duplicate(`${path}.containers[${index}].name`, name)]
        : [],
    ),
    ...['initContainers', 'containers'].flatMap(field =>
      records(at(spec, field)).flatMap((container, index) =>
        containerProblems(`${path}.${field}[${index}]`, container, volumes),
      ),
    ),
  ];
}

function containerProblems(
  path: string,
  container: JsonObject,
  volumes: string[],
): Cause[] {
  const name = text(container.name);
  return [
    ...(name
      ? labelProblems(`${path}.name`, name)
      : [required(`${path}.name`)]),
    ...(text(container.image) ? [] : [required(`${path}.image`)]),
    ...records(container.ports).flatMap((port, index) =>
      portProblems(`${path}.ports[${index}].containerPort`, port.containerPort),
    ),
    ...records(container.env).flatMap((variable, index) =>
      text(variable.name) ? [] : [required(`${path}.env[${index}].name`)],
    ),
    ...records(container.volumeMounts).flatMap((mount, index) => [
      ...need(`${path}.volumeMounts[${index}]`, mount, ['name', 'mountPath']),
      ...(mount.name && !volumes.includes(text(mount.name) ?? '')
        ? [missing(`${path}.volumeMounts[${index}].name`, mount.name)]
        : []),
    ]),
  ];
}

function ruleProblems(
  object: KubeObject,
  { namespaced }: { namespaced: boolean },
): Cause[] {
  return records(object.rules).flatMap((rule, index) => {
    const path = `rules[${index}]`;
    const urls = texts(rule.nonResourceURLs).length > 0;
    const verbs =
      texts(rule.verbs).length > 0
        ? []
        : [required(`${path}.verbs`, 'verbs must contain at least one value')];
    if (urls && namespaced) {
      return [
        ...verbs,
        wrong(
          `${path}.nonResourceURLs`,
          rule.nonResourceURLs,
          'namespaced rules cannot apply to non-resource URLs',
        ),
      ];
    }
    if (urls) return verbs;
    return [
      ...verbs,
      ...(texts(rule.apiGroups).length > 0
        ? []
        : [
            required(
              `${path}.apiGroups`,
              'resource rules must supply at least one api group',
            ),
          ]),
      ...(texts(rule.resources).length > 0
        ? []
        : [
            required(
              `${path}.resources`,
              'resource rules must supply at least one resource',
            ),
          ]),
    ];
  });
}

function bindingProblems(object: KubeObject, roleKinds: string[]): Cause[] {
  const roleRef = record(object.roleRef);
  return [
    ...(roleKinds.includes(text(roleRef.kind) ?? '')
      ? []
      : [unsupported('roleRef.kind', roleRef.kind ?? '', roleKinds)]),
    ...(text(roleRef.name) ? [] : [required('roleRef.name')]),
    ...records(object.subjects).flatMap((subject, index) => {
      const path = `subjects[${index}]`;
      const kinds = ['ServiceAccount', 'User', 'Group'];
      return [
        ...(text(subject.name) ? [] : [required(`${path}.name`)]),
        ...(kinds.includes(text(subject.kind) ?? '')
          ? []
          : [unsupported(`${path}.kind`, subject.kind ?? '', kinds)]),
        ...(subject.kind === 'ServiceAccount' && !text(subject.namespace)
          ? [required(`${path}.namespace`)]
          : []),
      ];
    }),
  ];
}

/** Fields that may never change, as dotted paths, by kind. */
const immutable: Record<string, string[]> = {
  'apps/Deployment': ['spec.selector'],
  'apps/ReplicaSet': ['spec.selector'],
  'apps/DaemonSet': ['spec.selector'],
  'apps/StatefulSet': ['spec.selector', 'spec.serviceName'],
  'batch/Job': ['spec.selector', 'spec.template', 'spec.completions'],
  '/Secret': ['type'],
  '/Service': ['spec.clusterIP'],
};

function immutableProblems(
  resource: Resource,
  object: KubeObject,
  previous: KubeObject,
): Cause[] {
  const changed = (path: string) =>
    !equal(at(object, ...path.split('.')), at(previous, ...path.split('.')));
  const fields = immutable[`${resource.group}/${resource.kind}`] ?? [];
  return [
    ...fields
      .filter(changed)
      .map(path =>
        wrong(path, at(object, ...path.split('.')), 'field is immutable'),
      ),
    ...(resource.plural.endsWith('rolebindings') && changed('roleRef')
      ? [wrong('roleRef', object.roleRef, 'cannot change roleRef')]
      : []),
    ...(previous.immutable === true && (changed('data') || changed('immutable'))
      ? [notAllowed('data', 'field is immutable when `immutable` is set')]
      : []),
  ];
}

function need(path: string, object: JsonObject, fields: string[]): Cause[] {
  return fields
    .filter(field => !text(object[field]))
    .map(field => required(`${path}.${field}`));
}

function portProblems(field: string, port: Json | undefined): Cause[] {
  if (port === undefined) return [required(field)];
  const value = number(port);
  return value !== undefined && value >= 1 && value <= 65535
    ? []
    : [wrong(field, port, 'must be between 1 and 65535, inclusive')];
}

function dataKeyProblems(key: string): Cause[] {
  return key.length <= 253 &&
    /^[-._a-zA-Z0-9]+$/.test(key) &&
    !key.startsWith('..')
    ? []
    : [
        wrong(
          `data[${key}]`,
          key,
          "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
        ),
      ];
}

function isBase64(value: string): boolean {
  return (
    /^[A-Za-z0-9+/\s]*={0,2}$/.test(value) &&
    value.replace(/\s/g, '').length % 4 === 0
  );
}
