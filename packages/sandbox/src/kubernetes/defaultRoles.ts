import { JsonObject } from './json';

/** Verbs of those who look, and of those who change. */
const look = ['get', 'list', 'watch'];
const change = ['create', 'delete', 'deletecollection', 'patch', 'update'];
const own = [...change, ...look];

function allow(
  verbs: string[],
  apiGroup: string,
  ...resources: string[]
): JsonObject {
  return { apiGroups: [apiGroup], resources, verbs };
}

const viewRules = [
  allow(
    look,
    '',
    'bindings',
    'configmaps',
    'events',
    'limitranges',
    'namespaces',
    'namespaces/status',
    'pods',
    'pods/log',
    'pods/status',
    'resourcequotas',
    'serviceaccounts',
    'services',
    'services/status',
  ),
  allow(
    look,
    'apps',
    'daemonsets',
    'daemonsets/status',
    'deployments',
    'deployments/scale',
    'deployments/status',
    'replicasets',
    'replicasets/scale',
    'replicasets/status',
    'statefulsets',
    'statefulsets/scale',
    'statefulsets/status',
  ),
  allow(look, 'batch', 'jobs', 'jobs/status'),
  allow(look, 'networking.k8s.io', 'networkpolicies'),
  allow(look, 'policy', 'poddisruptionbudgets', 'poddisruptionbudgets/status'),
];

const editRules = [
  ...viewRules,
  allow(look, '', 'secrets'),
  allow(['impersonate'], '', 'serviceaccounts'),
  allow(
    change,
    '',
    'configmaps',
    'events',
    'pods',
    'secrets',
    'serviceaccounts',
    'services',
  ),
  allow(
    change,
    'apps',
    'daemonsets',
    'deployments',
    'deployments/scale',
    'replicasets',
    'replicasets/scale',
    'statefulsets',
    'statefulsets/scale',
  ),
  allow(change, 'batch', 'jobs'),
  allow(own, 'coordination.k8s.io', 'leases'),
  allow(change, 'networking.k8s.io', 'networkpolicies'),
  allow(change, 'policy', 'poddisruptionbudgets'),
];

const adminRules = [
  ...editRules,
  allow(own, 'rbac.authorization.k8s.io', 'rolebindings', 'roles'),
  allow(['create'], 'authorization.k8s.io', 'localsubjectaccessreviews'),
];

/** The ClusterRoles that every cluster starts with, by name. */
export const defaultClusterRoles: Record<string, JsonObject[]> = {
  'cluster-admin': [
    allow(['*'], '*', '*'),
    { nonResourceURLs: ['*'], verbs: ['*'] },
  ],
  admin: adminRules,
  edit: editRules,
  view: viewRules,
  'system:basic-user': [
    allow(
      ['create'],
      'authorization.k8s.io',
      'selfsubjectaccessreviews',
      'selfsubjectrulesreviews',
    ),
    allow(['create'], 'authentication.k8s.io', 'selfsubjectreviews'),
  ],
  'system:discovery': [
    {
      nonResourceURLs: [
        '/api',
        '/api/*',
        '/apis',
        '/apis/*',
        '/healthz',
        '/livez',
        '/openapi',
        '/openapi/*',
        '/readyz',
        '/version',
        '/version/',
      ],
      verbs: ['get'],
    },
  ],
  'system:public-info-viewer': [
    {
      nonResourceURLs: [
        '/healthz',
        '/livez',
        '/readyz',
        '/version',
        '/version/',
      ],
      verbs: ['get'],
    },
  ],
};

/** The groups that the default ClusterRoleBindings, named as their role, bind. */
export const defaultBindings: Record<string, string[]> = {
  'cluster-admin': ['system:masters'],
  'system:basic-user': ['system:authenticated'],
  'system:discovery': ['system:authenticated'],
  'system:public-info-viewer': [
    'system:authenticated',
    'system:unauthenticated',
  ],
};
