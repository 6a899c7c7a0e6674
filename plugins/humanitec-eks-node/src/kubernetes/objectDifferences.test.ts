import type { LiveObject, Manifest } from './kubernetesClient';
import { mustBeReplaced, objectDifferences } from './objectDifferences';

const metadata = { name: 'deploy', labels: { mark: 'ours' } };
const role: LiveObject = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata,
  rules: [
    { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] },
    { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get'] },
  ],
};
const binding: LiveObject = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata,
  roleRef: {
    apiGroup: 'rbac.authorization.k8s.io',
    kind: 'ClusterRole',
    name: 'deploy',
  },
  subjects: [
    { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'deploy' },
  ],
};
const secrets = { apiGroups: [''], resources: ['secrets'], verbs: ['get'] };
const everybody = {
  apiGroup: 'rbac.authorization.k8s.io',
  kind: 'Group',
  name: 'system:authenticated',
};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

describe('an RBAC object', () => {
  it.each<[string, Manifest, object, object[], boolean]>([
    ['that is as written', role, {}, [], false],
    [
      'with its rules and verbs in another order',
      role,
      {
        rules: [
          list(role.rules)[1],
          { verbs: ['list', 'get'], resources: ['pods'], apiGroups: [''] },
        ],
      },
      [],
      false,
    ],
    [
      'with labels and annotations of others',
      role,
      {
        metadata: {
          ...metadata,
          labels: {
            ...metadata.labels,
            'rbac.authorization.k8s.io/aggregate-to-view': 'true',
          },
          annotations: { note: 'x' },
        },
      },
      [],
      false,
    ],
    [
      'with a rule more',
      role,
      { rules: [...list(role.rules), secrets] },
      [{ path: 'rules', from: secrets }],
      false,
    ],
    [
      'with a rule less',
      role,
      { rules: list(role.rules).slice(0, 1) },
      [{ path: 'rules', to: list(role.rules)[1] }],
      false,
    ],
    [
      'with a verb more',
      role,
      {
        rules: [
          list(role.rules)[0],
          { apiGroups: ['apps'], resources: ['deployments'], verbs: ['*'] },
        ],
      },
      [
        { path: 'rules', to: list(role.rules)[1] },
        {
          path: 'rules',
          from: {
            apiGroups: ['apps'],
            resources: ['deployments'],
            verbs: ['*'],
          },
        },
      ],
      false,
    ],
    [
      'with another label in place of ours',
      role,
      { metadata: { ...metadata, labels: { mark: 'theirs' } } },
      [{ path: 'metadata.labels.mark', from: 'theirs', to: 'ours' }],
      false,
    ],
    [
      'whose rules are aggregated from elsewhere',
      role,
      { aggregationRule: { clusterRoleSelectors: [] } },
      [{ path: 'aggregationRule', from: { clusterRoleSelectors: [] } }],
      true,
    ],
    [
      'with a subject more',
      binding,
      { subjects: [...list(binding.subjects), everybody] },
      [{ path: 'subjects', from: everybody }],
      false,
    ],
    [
      'without subjects',
      binding,
      { subjects: undefined },
      [{ path: 'subjects', to: list(binding.subjects)[0] }],
      false,
    ],
    [
      'that refers to another role',
      binding,
      {
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'ClusterRole',
          name: 'cluster-admin',
        },
      },
      [{ path: 'roleRef.name', from: 'cluster-admin', to: 'deploy' }],
      true,
    ],
  ])('%s', (_, manifest, drift, fields, replaced) => {
    const live = { ...manifest, ...drift };
    expect(objectDifferences(manifest, live)).toEqual(fields);
    expect(mustBeReplaced(manifest, live)).toBe(replaced);
  });
});

it('of any other object, what the manifest does not name stays', () => {
  const manifest: Manifest & { data: object } = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata,
    data: { a: '1' },
  };
  const live = { ...manifest, data: { a: '2', b: '3' } };
  expect(objectDifferences(manifest, live)).toEqual([
    { path: 'data.a', from: '2', to: '1' },
  ]);
});

describe('a ConfigMap', () => {
  const configMap = (proxy: string) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata,
    data: { HTTPS_PROXY: proxy },
  });
  const wanted = configMap('http://proxy.example.com:3128');

  it('shows what somebody else wrote into a field of ours', () => {
    expect(
      objectDifferences(wanted, configMap('http://other.example.com')),
    ).toEqual([
      {
        path: 'data.HTTPS_PROXY',
        from: 'http://other.example.com',
        to: 'http://proxy.example.com:3128',
      },
    ]);
  });

  it('hides it when it holds a password', () => {
    expect(
      objectDifferences(wanted, configMap('http://me:word@other.example.com')),
    ).toEqual([{ path: 'data.HTTPS_PROXY', hidden: true }]);
  });
});
