import {
  Fleet,
  FleetFilter,
  fleetFilters,
  FleetRow,
  FleetSort,
  fleetSorts,
  NOT_LOOKED_AT,
} from 'backstage-plugin-humanitec-eks-common';
import { fleetVerdicts } from '../../src/fleet/fleetVerdicts';

/** What the backend would answer about these clusters to `?…`. */
export function fleetAnswer(rows: FleetRow[], query: URLSearchParams): Fleet {
  const search = query.get('search')?.toLocaleLowerCase('en-US') ?? '';
  const sort = fleetSorts.find(name => name === query.get('sort')) ?? 'verdict';
  const sign = query.get('order') === 'desc' ? -1 : 1;
  const offset = Number(query.get('offset') ?? 0);
  const limit = Number(query.get('limit') ?? 50);
  const matching = rows
    .filter(row => isFound(row, search))
    .filter(row =>
      fleetFilters.every(filter => {
        const wanted = query.getAll(filter);
        return (
          wanted.length === 0 ||
          valuesOf(row, filter).some(value => wanted.includes(value))
        );
      }),
    )
    .sort((a, b) => sign * compare(a, b, sort));
  return {
    items: matching.slice(offset, offset + limit),
    total: matching.length,
    counts: {
      verdict: count(rows, 'verdict'),
      organization: count(rows, 'organization'),
      awsAccountId: count(rows, 'awsAccountId'),
      region: count(rows, 'region'),
      kubernetesVersion: count(rows, 'kubernetesVersion'),
      envType: count(rows, 'envType'),
    },
    refreshing: false,
    failures: [],
  };
}

function isFound(row: FleetRow, search: string): boolean {
  return [row.title, row.clusterName, row.awsAccountId, row.region].some(text =>
    text.toLocaleLowerCase('en-US').includes(search),
  );
}

function valuesOf(row: FleetRow, filter: FleetFilter): string[] {
  switch (filter) {
    case 'verdict':
      return [row.verdict ?? NOT_LOOKED_AT];
    case 'envType':
      return row.criteria.flatMap(({ envType }) => envType ?? []);
    default:
      return [row[filter] ?? []].flat();
  }
}

function count(rows: FleetRow[], filter: FleetFilter): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of rows.flatMap(row => valuesOf(row, filter))) {
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}

function compare(a: FleetRow, b: FleetRow, sort: FleetSort): number {
  const [one, other] = [a, b].map(row =>
    sort === 'verdict'
      ? String(fleetVerdicts.indexOf(row.verdict ?? NOT_LOOKED_AT))
      : row[sort] ?? '',
  );
  return one.localeCompare(other, 'en', { numeric: true });
}
