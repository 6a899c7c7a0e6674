import { defaultBindings, defaultClusterRoles } from './defaultRoles';
import { builtin, Resource } from './resources';
import { Draft } from './store';
import { withDefaults } from './defaults';

/** What is in a cluster before anybody has written to it. */
export function bootstrapObjects(): { resource: Resource; draft: Draft }[] {
  const labels = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };
  const rbac = 'rbac.authorization.k8s.io';
  const drafts: [Resource, Draft][] = [
    ...['default', 'kube-node-lease', 'kube-public', 'kube-system'].map(
      (name): [Resource, Draft] => [
        builtin('', 'namespaces'),
        { metadata: { name } },
      ],
    ),
    ...Object.entries(defaultClusterRoles).map(
      ([name, rules]): [Resource, Draft] => [
        builtin(rbac, 'clusterroles'),
        { metadata: { name, labels }, rules },
      ],
    ),
    ...Object.entries(defaultBindings).map(
      ([name, groups]): [Resource, Draft] => [
        builtin(rbac, 'clusterrolebindings'),
        {
          metadata: { name, labels },
          roleRef: { apiGroup: rbac, kind: 'ClusterRole', name },
          subjects: groups.map(group => ({
            apiGroup: rbac,
            kind: 'Group',
            name: group,
          })),
        },
      ],
    ),
    [
      builtin('', 'services'),
      {
        metadata: {
          name: 'kubernetes',
          namespace: 'default',
          labels: { component: 'apiserver', provider: 'kubernetes' },
        },
        spec: {
          clusterIP: '172.20.0.1',
          clusterIPs: ['172.20.0.1'],
          ports: [
            { name: 'https', port: 443, protocol: 'TCP', targetPort: 443 },
          ],
        },
        status: { loadBalancer: {} },
      },
    ],
  ];
  return drafts.map(([resource, draft]) => ({
    resource,
    draft: withDefaults(resource, draft),
  }));
}
