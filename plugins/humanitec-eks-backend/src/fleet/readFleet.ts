import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  clusterKey,
  Fleet,
  FleetQuery,
  FleetRow,
} from 'backstage-plugin-humanitec-eks-common';
import { believedLook } from './believedLook';
import { FleetCluster, fleetClusters } from './fleetClusters';
import type { FleetSnapshots } from './fleetSnapshots';
import type { Reports } from './seenReports';
import { selectRows } from './selectRows';
import type { Snapshot } from './snapshot';

/** The fleet as its caller may see it: their clusters of the catalog, and what was last seen of each. */
export async function readFleet(
  query: FleetQuery,
  credentials: BackstageCredentials,
  {
    catalog,
    snapshots,
  }: { catalog: CatalogService; snapshots: FleetSnapshots },
): Promise<Fleet> {
  const clusters = await fleetClusters(catalog, credentials);
  const organizations = await Promise.all(
    [...byOrganization(clusters)].map(async ([organization, ofIt]) => ({
      organization,
      ofIt,
      snapshot: await snapshots.read(organization, ofIt),
    })),
  );
  const rows = organizations.flatMap(({ ofIt, snapshot }) =>
    ofIt.map(cluster => rowOf(cluster, snapshot)),
  );
  return {
    ...selectRows(rows, query),
    refreshing: organizations.some(({ snapshot }) => snapshot.refreshing),
    failures: organizations.flatMap(
      ({ organization, snapshot: { failure: reason } }) =>
        reason ? [{ organization, reason }] : [],
    ),
  };
}

function byOrganization(clusters: FleetCluster[]) {
  const found = new Map<string, FleetCluster[]>();
  for (const cluster of clusters) {
    const same = found.get(cluster.organization) ?? [];
    same.push(cluster);
    found.set(cluster.organization, same);
  }
  return found;
}

/** Only what a row shows: the rest is for the next look. */
function rowOf(
  cluster: FleetCluster,
  { looks, reports }: Snapshot & { reports: Reports },
): FleetRow {
  const { clusterDefinition, ...shown } = cluster;
  const key = clusterKey(cluster);
  const look = believedLook(looks[key], reports[key]);
  return {
    ...shown,
    verdict: look?.verdict,
    reason: look?.reason,
    kubernetesVersion: look?.kubernetesVersion,
    agent: look?.agent,
    criteria: look?.criteria ?? [],
    environments: look?.environments,
    observedAt: look?.observedAt,
  };
}
