import { Entity, parseEntityRef } from '@backstage/catalog-model';
import {
  bindingKey,
  bindingSpec,
  clusterEntityName,
  clusterKey,
} from 'backstage-plugin-humanitec-eks-common';
import type { HumanitecEksService } from 'backstage-plugin-humanitec-eks-node';
import type { BoundCluster } from '../discovery/boundCluster';
import type { DiscoveredBinding } from '../LastDiscovery';
import { clusterEntity } from './clusterEntity';
import type { Known } from './KnownClusters';

/**
 * The entities of clusters that are in the catalog by us alone. Of a cluster
 * that is bound in several organizations, one entity a binding; only the one of
 * the first organization has the annotations of the Kubernetes plugin, which
 * would show the same workloads twice.
 *
 * @param bindings - all, in the order of the organizations in the configuration
 */
export function ownEntities(
  clusters: BoundCluster[],
  bindings: DiscoveredBinding[],
  { names, facts }: Known,
  { config, links }: Pick<HumanitecEksService, 'config' | 'links'>,
): Entity[] {
  const byKey = new Map(bindings.map(one => [bindingKey(one), one]));
  const first = new Map<string, string>();
  for (const binding of bindings) {
    const cluster = clusterKey(binding);
    if (!first.has(cluster)) first.set(cluster, bindingKey(binding));
  }
  return clusters.map(cluster => {
    const key = bindingKey(cluster);
    const { organization, awsAccountId, region, clusterName } = cluster;
    const known = facts.get(key) ?? {};
    return clusterEntity(cluster, {
      name: names.get(key) ?? clusterEntityName(cluster),
      owner: validOwner(known.owner) ?? config.defaultOwner,
      links: links(
        bindingSpec({
          organization,
          awsAccountId,
          region,
          clusterName,
          names: { clusterDefinition: cluster.clusterDefinition },
        }),
      ),
      dependencyOf: byKey.get(key)?.dependencyOf ?? [],
      kubernetes: first.get(clusterKey(cluster)) === key ? known : undefined,
    });
  });
}

/** Anybody may have written the tag; the catalog refuses an entity whose owner is no reference. */
function validOwner(owner: string | undefined): string | undefined {
  if (!owner) return undefined;
  try {
    parseEntityRef(owner, {
      defaultKind: 'Group',
      defaultNamespace: 'default',
    });
    return owner;
  } catch {
    return undefined;
  }
}
