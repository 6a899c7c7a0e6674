import type { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_AWS_ACCOUNT_ID,
  ANNOTATION_CLUSTER_NAME,
  ANNOTATION_ORGANIZATION,
  ANNOTATION_REGION,
  bindingKey,
} from 'backstage-plugin-humanitec-eks-common';
import type { ClusterFacts } from '../discovery/ClusterReader';
import { factsOfEntity } from './clusterEntity';

/** What our entities are called, and what was known of their clusters when they were made. */
export interface Known {
  /** By the key of the binding, as the facts. */
  names: Map<string, string>;
  facts: Map<string, ClusterFacts>;
}

/**
 * What our entities in the catalog tell. What the last look has provided may
 * not be there yet; this replica remembers it.
 */
export class KnownClusters {
  private recent: Known = { names: new Map(), facts: new Map() };

  /** @param ours - our entities in the catalog */
  read(ours: Entity[]): Known {
    const inCatalog: Known = { names: new Map(), facts: new Map() };
    for (const entity of ours) {
      const key = keyOf(entity);
      inCatalog.names.set(key, entity.metadata.name);
      inCatalog.facts.set(key, factsOfEntity(entity));
    }
    const used = new Set(lowerCase(inCatalog.names.values()));
    const recent = [...this.recent.names].filter(
      ([, name]) => !used.has(name.toLowerCase()),
    );
    return {
      names: new Map([...recent, ...inCatalog.names]),
      facts: new Map([...this.recent.facts, ...inCatalog.facts]),
    };
  }

  /** @param known - of all that were looked at; others stay as they were */
  remember({ names, facts }: Known): void {
    this.recent = {
      names: new Map([...this.recent.names, ...names]),
      facts: new Map([...this.recent.facts, ...facts]),
    };
  }
}

function keyOf({ metadata: { annotations = {} } }: Entity): string {
  return bindingKey({
    organization: annotations[ANNOTATION_ORGANIZATION],
    awsAccountId: annotations[ANNOTATION_AWS_ACCOUNT_ID],
    region: annotations[ANNOTATION_REGION],
    clusterName: annotations[ANNOTATION_CLUSTER_NAME],
  });
}

function lowerCase(names: Iterable<string>): string[] {
  return [...names].map(name => name.toLowerCase());
}
