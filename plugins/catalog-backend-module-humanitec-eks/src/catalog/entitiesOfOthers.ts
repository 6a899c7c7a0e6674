import type { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_CLUSTER_DEFINITION,
  bindingKey,
} from 'backstage-plugin-humanitec-eks-common';
import type { DiscoveredBinding } from '../LastDiscovery';
import { clusterHints } from './clusterHints';
import { clusterMatcher } from './matchCluster';

/**
 * Holds the entities of others against the bindings.
 *
 * @param bindings - in the order of the organizations in the configuration
 * @returns the keys of the bindings that they stand for, and those of the
 *   entities that do not tell yet which binding they stand for, or no longer should
 */
export function entitiesOfOthers(
  others: Entity[],
  bindings: DiscoveredBinding[],
): { covered: Set<string>; outdated: Entity[] } {
  const find = clusterMatcher(bindings);
  const covered = new Set<string>();
  const outdated = others.filter(entity => {
    const hints = clusterHints(entity);
    const binding = hints && find(hints);
    if (binding) covered.add(bindingKey(binding));
    const told = entity.metadata.annotations?.[ANNOTATION_CLUSTER_DEFINITION];
    return told !== binding?.clusterDefinition;
  });
  return { covered, outdated };
}
