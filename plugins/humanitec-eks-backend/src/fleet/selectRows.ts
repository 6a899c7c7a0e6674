import {
  Fleet,
  FleetFilter,
  fleetFilters,
  FleetQuery,
  FleetRow,
  FleetSort,
  NOT_LOOKED_AT,
} from 'backstage-plugin-humanitec-eks-common';
import { SEVERITY } from './severity';

const DEFAULT_LIMIT = 50;

/** The page of the fleet that was asked for, and how many there are of what; counts leave filters aside. */
export function selectRows(
  rows: FleetRow[],
  query: FleetQuery,
): Pick<Fleet, 'items' | 'total' | 'counts'> {
  const { offset = 0, limit = DEFAULT_LIMIT } = query;
  const left = rows
    .filter(row => isFound(row, query.search) && isLeft(row, query))
    .sort(inOrder(query));
  return {
    items: left.slice(offset, offset + limit),
    total: left.length,
    counts: countRows(rows),
  };
}

/** What a row is found under, for each filter. */
const valuesOf: Record<FleetFilter, (row: FleetRow) => string[]> = {
  verdict: ({ verdict = NOT_LOOKED_AT }) => [verdict],
  organization: ({ organization }) => [organization],
  awsAccountId: ({ awsAccountId }) => [awsAccountId],
  region: ({ region }) => [region],
  kubernetesVersion: ({ kubernetesVersion }) =>
    kubernetesVersion ? [kubernetesVersion] : [],
  envType: ({ criteria }) => [
    ...new Set(criteria.flatMap(({ envType }) => envType ?? [])),
  ],
};

function isFound(row: FleetRow, search = ''): boolean {
  const wanted = search.trim().toLocaleLowerCase('en');
  const { title, clusterName, awsAccountId, region } = row;
  return [title, clusterName, awsAccountId, region].some(text =>
    text.toLocaleLowerCase('en').includes(wanted),
  );
}

function isLeft(row: FleetRow, query: FleetQuery): boolean {
  return fleetFilters.every(filter => {
    const wanted = query[filter];
    return (
      !wanted?.length || valuesOf[filter](row).some(v => wanted.includes(v))
    );
  });
}

function countRows(rows: FleetRow[]): Fleet['counts'] {
  const countsOf = (filter: FleetFilter) => {
    const counts = new Map<string, number>();
    for (const value of rows.flatMap(valuesOf[filter])) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return Object.fromEntries(counts);
  };
  return {
    verdict: countsOf('verdict'),
    organization: countsOf('organization'),
    awsAccountId: countsOf('awsAccountId'),
    region: countsOf('region'),
    kubernetesVersion: countsOf('kubernetesVersion'),
    envType: countsOf('envType'),
  };
}

const sortKeys: Record<FleetSort, (row: FleetRow) => string | undefined> = {
  title: ({ title }) => title,
  verdict: ({ verdict }) => verdict && String(SEVERITY[verdict]),
  organization: ({ organization }) => organization,
  awsAccountId: ({ awsAccountId }) => awsAccountId,
  region: ({ region }) => region,
  kubernetesVersion: ({ kubernetesVersion }) => kubernetesVersion,
  observedAt: ({ observedAt }) => observedAt,
};

/** 1.9 before 1.10, and eks-2 before eks-10. */
const { compare } = new Intl.Collator('en', { numeric: true });

/** By what was asked for, then by title; a row that has no value comes last in either order. */
function inOrder({ sort = 'verdict', order = 'asc' }: FleetQuery) {
  const keyOf = sortKeys[sort];
  const direction = order === 'asc' ? 1 : -1;
  return (a: FleetRow, b: FleetRow): number => {
    const [one, other] = [keyOf(a), keyOf(b)];
    if (one === undefined || other === undefined) {
      const byPresence = Number(!one) - Number(!other);
      return byPresence || byTitle(a, b);
    }
    return compare(one, other) * direction || byTitle(a, b);
  };
}

function byTitle(a: FleetRow, b: FleetRow): number {
  return compare(a.title, b.title) || compare(a.entityRef, b.entityRef);
}
