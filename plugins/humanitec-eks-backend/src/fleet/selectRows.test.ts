import type { FleetRow } from 'backstage-plugin-humanitec-eks-common';
import { selectRows } from './selectRows';

const row = (title: string, more: Partial<FleetRow> = {}): FleetRow => ({
  entityRef: `resource:default/${title}`,
  title,
  organization: 'platform-org',
  awsAccountId: '111122223333',
  region: 'eu-central-1',
  clusterName: title,
  criteria: [],
  ...more,
});
const titles = (rows: FleetRow[], query: Parameters<typeof selectRows>[1]) =>
  selectRows(rows, query).items.map(({ title }) => title);

const rows = [
  row('eks-10', { kubernetesVersion: '1.9' }),
  row('unseen'),
  row('eks-2', { kubernetesVersion: '1.10' }),
  row('eks-1', { kubernetesVersion: '1.10' }),
];

describe('clusters of the fleet', () => {
  it('are in the order of their numbers', () => {
    const order = ['eks-1', 'eks-2', 'eks-10', 'unseen'];
    expect(titles(rows, { sort: 'title' })).toEqual(order);
  });

  it.each([
    ['asc', ['eks-10', 'eks-1', 'eks-2', 'unseen']],
    ['desc', ['eks-1', 'eks-2', 'eks-10', 'unseen']],
  ] as const)(
    'of one value are in the order of their titles, those without one last: %s',
    (order, expected) => {
      expect(titles(rows, { sort: 'kubernetesVersion', order })).toEqual(
        expected,
      );
    },
  );
});
