import { record, records, text, texts } from './json';
import { KubeObject } from './object';

/** One kind that the API serves. */
export interface Resource {
  group: string;
  version: string;
  /** `deployments` */
  plural: string;
  singular: string;
  /** `Deployment` */
  kind: string;
  namespaced: boolean;
  verbs: string[];
  shortNames?: string[];
  categories?: string[];
  subresources: Subresource[];
  /** Kinds defined by a CustomResourceDefinition have no strategic merge patch. */
  custom?: boolean;
}

export type Subresource = 'status' | 'scale' | 'log' | 'finalize';

const stored = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

type Row = [plural: string, kind: string, options?: Options];
type Options = Partial<
  Pick<
    Resource,
    'namespaced' | 'shortNames' | 'categories' | 'subresources' | 'verbs'
  >
>;

const cluster = { namespaced: false };
const all = { categories: ['all'] };

/** What every cluster serves, by group version. */
const table: Record<string, Row[]> = {
  v1: [
    ['configmaps', 'ConfigMap', { shortNames: ['cm'] }],
    ['events', 'Event', { shortNames: ['ev'] }],
    [
      'namespaces',
      'Namespace',
      {
        ...cluster,
        shortNames: ['ns'],
        subresources: ['status', 'finalize'],
        verbs: stored.filter(verb => verb !== 'deletecollection'),
      },
    ],
    [
      'nodes',
      'Node',
      { ...cluster, shortNames: ['no'], subresources: ['status'] },
    ],
    [
      'persistentvolumeclaims',
      'PersistentVolumeClaim',
      { shortNames: ['pvc'], subresources: ['status'] },
    ],
    [
      'pods',
      'Pod',
      { ...all, shortNames: ['po'], subresources: ['status', 'log'] },
    ],
    ['secrets', 'Secret'],
    ['serviceaccounts', 'ServiceAccount', { shortNames: ['sa'] }],
    [
      'services',
      'Service',
      { ...all, shortNames: ['svc'], subresources: ['status'] },
    ],
  ],
  'apps/v1': [
    [
      'daemonsets',
      'DaemonSet',
      { ...all, shortNames: ['ds'], subresources: ['status'] },
    ],
    [
      'deployments',
      'Deployment',
      { ...all, shortNames: ['deploy'], subresources: ['status', 'scale'] },
    ],
    [
      'replicasets',
      'ReplicaSet',
      { ...all, shortNames: ['rs'], subresources: ['status', 'scale'] },
    ],
    [
      'statefulsets',
      'StatefulSet',
      { ...all, shortNames: ['sts'], subresources: ['status', 'scale'] },
    ],
  ],
  'batch/v1': [
    [
      'cronjobs',
      'CronJob',
      { ...all, shortNames: ['cj'], subresources: ['status'] },
    ],
    ['jobs', 'Job', { ...all, subresources: ['status'] }],
  ],
  'rbac.authorization.k8s.io/v1': [
    ['clusterrolebindings', 'ClusterRoleBinding', cluster],
    ['clusterroles', 'ClusterRole', cluster],
    ['rolebindings', 'RoleBinding'],
    ['roles', 'Role'],
  ],
  'policy/v1': [
    [
      'poddisruptionbudgets',
      'PodDisruptionBudget',
      { shortNames: ['pdb'], subresources: ['status'] },
    ],
  ],
  'networking.k8s.io/v1': [
    ['networkpolicies', 'NetworkPolicy', { shortNames: ['netpol'] }],
  ],
  'coordination.k8s.io/v1': [['leases', 'Lease']],
  'authorization.k8s.io/v1': [
    [
      'localsubjectaccessreviews',
      'LocalSubjectAccessReview',
      { verbs: ['create'] },
    ],
    [
      'selfsubjectaccessreviews',
      'SelfSubjectAccessReview',
      { ...cluster, verbs: ['create'] },
    ],
    [
      'selfsubjectrulesreviews',
      'SelfSubjectRulesReview',
      { ...cluster, verbs: ['create'] },
    ],
    [
      'subjectaccessreviews',
      'SubjectAccessReview',
      { ...cluster, verbs: ['create'] },
    ],
  ],
  'authentication.k8s.io/v1': [
    [
      'selfsubjectreviews',
      'SelfSubjectReview',
      { ...cluster, verbs: ['create'] },
    ],
  ],
  'apiextensions.k8s.io/v1': [
    [
      'customresourcedefinitions',
      'CustomResourceDefinition',
      {
        ...cluster,
        shortNames: ['crd', 'crds'],
        categories: ['api-extensions'],
        subresources: ['status'],
      },
    ],
  ],
};

/** The kinds that every cluster has. */
export const builtinResources: readonly Resource[] = Object.entries(
  table,
).flatMap(([apiVersion, rows]) =>
  rows.map(([plural, kind, options]) => ({
    ...splitGroupVersion(apiVersion),
    plural,
    kind,
    singular: kind.toLowerCase(),
    namespaced: true,
    verbs: stored,
    subresources: [],
    ...options,
  })),
);

/** The built-in kind of that plural name; for code that names it literally. */
export function builtin(group: string, plural: string): Resource {
  const found = builtinResources.find(
    resource => resource.group === group && resource.plural === plural,
  );
  if (!found) throw new Error(`no built-in resource ${group}/${plural}`);
  return found;
}

/** The kinds that a CustomResourceDefinition adds, one a served version. */
export function customResources(definition: KubeObject): Resource[] {
  const spec = record(definition.spec);
  const names = record(spec.names);
  const kind = text(names.kind);
  const plural = text(names.plural);
  const group = text(spec.group);
  if (!kind || !plural || !group) return [];
  return records(spec.versions)
    .filter(version => version.served === true)
    .map(version => {
      const declared = record(version.subresources);
      return {
        group,
        version: text(version.name) ?? '',
        plural,
        kind,
        singular: text(names.singular) ?? kind.toLowerCase(),
        namespaced: spec.scope === 'Namespaced',
        verbs: stored,
        shortNames: texts(names.shortNames),
        categories: texts(names.categories),
        subresources: declared.status ? ['status'] : [],
        custom: true,
      };
    });
}

/** `v1`, `apps/v1` */
export function groupVersion(resource: {
  group: string;
  version: string;
}): string {
  return resource.group
    ? `${resource.group}/${resource.version}`
    : resource.version;
}

export function splitGroupVersion(apiVersion: string): {
  group: string;
  version: string;
} {
  const slash = apiVersion.indexOf('/');
  return slash < 0
    ? { group: '', version: apiVersion }
    : {
        group: apiVersion.slice(0, slash),
        version: apiVersion.slice(slash + 1),
      };
}

/** `pods`, `deployments.apps`: how messages name a kind. */
export function qualifiedName(resource: {
  group: string;
  plural: string;
}): string {
  return resource.group
    ? `${resource.plural}.${resource.group}`
    : resource.plural;
}
