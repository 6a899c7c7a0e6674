import { withoutKeys } from './agentSecrets';

it('objects travel without private keys, also those that kubectl has written down', () => {
  const objects = new Map([
    [
      'Secret a/b',
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: {
          name: 'b',
          namespace: 'a',
          labels: { ours: 'yes' },
          annotations: {
            'kubectl.kubernetes.io/last-applied-configuration': 'PRIVATE',
          },
        },
        data: { private_key: 'PRIVATE' },
        stringData: { private_key: 'PRIVATE' },
      },
    ],
    [
      'ConfigMap a/c',
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'c' },
        data: { ORGS: 'x' },
      },
    ],
  ]);
  const travelling = withoutKeys(objects);
  expect(JSON.stringify([...travelling])).not.toContain('PRIVATE');
  expect(travelling.get('Secret a/b')?.metadata.labels).toEqual({
    ours: 'yes',
  });
  expect(travelling.get('ConfigMap a/c')).toBe(objects.get('ConfigMap a/c'));
});
