import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  CatalogProcessor,
  CatalogProcessorCache,
  CatalogProcessorEmit,
  LocationSpec,
  processingResult,
} from '@backstage/plugin-catalog-node';
import { clusterHints, ClusterHints } from './catalog/clusterHints';
import { clusterMatcher } from './catalog/matchCluster';
import { bindingAnnotations } from './entities/bindingAnnotations';
import { isOurEntity } from './entities/bindingLocation';
import type {
  DiscoveredBinding,
  Discovery,
  LastDiscovery,
} from './LastDiscovery';

/** What was decided about an entity, kept with it: other replicas may know less. */
interface Decision {
  at: number;
  binding?: DiscoveredBinding;
}

/**
 * Adds our annotations to entities of others that stand for a bound cluster.
 * Looks into the last discovery and calls nothing; where that is not known
 * here, or tells less than what was known before, the entity stays as it was.
 */
export class BoundClusterProcessor implements CatalogProcessor {
  private matcher:
    | { of: Discovery; find: ReturnType<typeof matcherOf> }
    | undefined;

  constructor(private readonly lastDiscovery: LastDiscovery) {}

  getProcessorName(): string {
    return 'BoundClusterProcessor';
  }

  async preProcessEntity(
    entity: Entity,
    _location: LocationSpec,
    emit: CatalogProcessorEmit,
    _originLocation: LocationSpec,
    cache: CatalogProcessorCache,
  ): Promise<Entity> {
    const hints = clusterHints(entity);
    if (!hints || isOurEntity(entity)) return entity;
    emit(processingResult.refresh(refreshKey(entity)));

    const kept = await cache.get<string>('decision');
    const before: Decision | undefined = kept && JSON.parse(kept);
    const now = this.decide(hints, await this.lastDiscovery.get(), before);
    if (!now) return entity;
    await cache.set('decision', JSON.stringify(now));
    return now.binding ? withBinding(entity, now.binding) : entity;
  }

  private decide(
    hints: ClusterHints,
    discovery: Discovery | undefined,
    before: Decision | undefined,
  ): Decision | undefined {
    if (!discovery || (before && before.at > discovery.at)) return before;
    if (this.matcher?.of !== discovery) {
      this.matcher = { of: discovery, find: matcherOf(discovery) };
    }
    const binding = this.matcher.find(hints);
    const hasAnswered = discovery.organizations.some(
      ({ id }) => id === before?.binding?.organization,
    );
    return {
      at: discovery.at,
      binding: binding ?? (hasAnswered ? undefined : before?.binding),
    };
  }
}

/** By which the processing of an entity of others is asked for. */
export function refreshKey(entity: Entity): string {
  return `humanitec-eks:${stringifyEntityRef(entity)}`;
}

function matcherOf({ organizations }: Discovery) {
  return clusterMatcher(organizations.flatMap(({ bindings }) => bindings));
}

/** What somebody has written into the entity stays. */
function withBinding(entity: Entity, binding: DiscoveredBinding): Entity {
  const { metadata, spec = {} } = entity;
  const theirs = Array.isArray(spec.dependencyOf) ? spec.dependencyOf : [];
  const dependencyOf = [...new Set([...theirs, ...binding.dependencyOf])];
  return {
    ...entity,
    metadata: {
      ...metadata,
      annotations: { ...bindingAnnotations(binding), ...metadata.annotations },
    },
    spec: { ...spec, ...(dependencyOf.length > 0 && { dependencyOf }) },
  };
}
