import type { Criterion } from './spec';
import type { Verdict } from './status';

// Answer and query of `GET /v1/bindings`.

/** One cluster of the catalog that the caller may see, at its last look. */
export interface FleetRow {
  entityRef: string;
  /** What people call it in the catalog. */
  title: string;
  organization: string;
  awsAccountId: string;
  region: string;
  clusterName: string;
  /**
   * From a few calls only: what the cluster's own page finds may be worse.
   * Undefined until it was looked at.
   */
  verdict?: Verdict;
  /** The worst of what was found, in one line; where there is nothing to say, undefined. */
  reason?: string;
  kubernetesVersion?: string;
  agent?: { ready: number; wanted: number };
  /** Who lands here. */
  criteria: Criterion[];
  environments?: number;
  /** ISO 8601; undefined until it was looked at. */
  observedAt?: string;
}

/** What the table can be sorted by. */
export const fleetSorts = [
  'title',
  'verdict',
  'organization',
  'awsAccountId',
  'region',
  'kubernetesVersion',
  'observedAt',
] as const;

export type FleetSort = (typeof fleetSorts)[number];

/** What rows can be filtered by: those with one of the given values, for each that is given. */
export const fleetFilters = [
  'verdict',
  'organization',
  'awsAccountId',
  'region',
  'kubernetesVersion',
  'envType',
] as const;

export type FleetFilter = (typeof fleetFilters)[number];

/** A cluster that was not looked at yet is found under this verdict. */
export const NOT_LOOKED_AT = 'notLookedAt';

export interface FleetQuery extends Partial<Record<FleetFilter, string[]>> {
  /** Part of the title, the cluster's name, the account or the region. */
  search?: string;
  sort?: FleetSort;
  order?: 'asc' | 'desc';
  /** From 0. */
  offset?: number;
  /** 50 when left out, 200 at most. */
  limit?: number;
}

export interface Fleet {
  items: FleetRow[];
  /** How many the filters leave. */
  total: number;
  /** How many there are of each value, among all that the caller may see, for each filter. */
  counts: Record<FleetFilter, Record<string, number>>;
  /** Clusters are being looked at just now: ask again soon. */
  refreshing: boolean;
  /** Organizations that did not answer, and why; their rows are as they were. */
  failures: { organization: string; reason: string }[];
}
