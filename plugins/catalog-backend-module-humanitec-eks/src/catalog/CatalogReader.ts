import type { AuthService } from '@backstage/backend-plugin-api';
import {
  CATALOG_FILTER_EXISTS,
  EntityFilterQuery,
} from '@backstage/catalog-client';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { CLUSTER_KIND } from 'backstage-plugin-humanitec-eks-common';
import { isOurEntity } from '../entities/bindingLocation';
import { ANNOTATION_APPLICATION } from '../entities/dependents';
import { hintAnnotations } from './clusterHints';

const PAGE = 500;
/** No organization has that many; a catalog that does is not read to its end. */
const MAX_ENTITIES = 50_000;

/** What the catalog holds, read over its own API with the plugin's own credentials. */
export class CatalogReader {
  constructor(
    private readonly options: { auth: AuthService; catalog: CatalogService },
  ) {}

  /** All entities that may stand for a cluster: ours, and those of others. */
  async clusters(): Promise<{ ours: Entity[]; others: Entity[] }> {
    const all = await this.read(
      hintAnnotations.map(key => ({
        kind: CLUSTER_KIND,
        [`metadata.annotations.${key}`]: CATALOG_FILTER_EXISTS,
      })),
      [
        'kind',
        'metadata.namespace',
        'metadata.name',
        'metadata.annotations',
        'spec',
      ],
    );
    return {
      ours: all.filter(isOurEntity),
      others: all.filter(entity => !isOurEntity(entity)),
    };
  }

  /** All components and systems that are an application of Humanitec. */
  async applications(): Promise<Entity[]> {
    return this.read(
      {
        kind: ['Component', 'System'],
        [`metadata.annotations.${ANNOTATION_APPLICATION}`]:
          CATALOG_FILTER_EXISTS,
      },
      ['kind', 'metadata.namespace', 'metadata.name', 'metadata.annotations'],
    );
  }

  /** Those of these names of resources that something of others has, in lower case. */
  async namesOfOthers(names: string[]): Promise<Set<string>> {
    const credentials = await this.options.auth.getOwnServiceCredentials();
    const taken = new Set<string>();
    for (let start = 0; start < names.length; start += PAGE) {
      const { items } = await this.options.catalog.getEntitiesByRefs(
        {
          entityRefs: names.slice(start, start + PAGE).map(name =>
            stringifyEntityRef({
              kind: CLUSTER_KIND,
              namespace: 'default',
              name,
            }),
          ),
          fields: ['kind', 'metadata.name', 'metadata.annotations'],
        },
        { credentials },
      );
      for (const entity of items) {
        if (entity && !isOurEntity(entity)) {
          taken.add(entity.metadata.name.toLowerCase());
        }
      }
    }
    return taken;
  }

  private async read(
    filter: EntityFilterQuery,
    fields: string[],
  ): Promise<Entity[]> {
    const credentials = await this.options.auth.getOwnServiceCredentials();
    const entities: Entity[] = [];
    const pages = this.options.catalog.streamEntities(
      { filter, fields, pageSize: PAGE },
      { credentials },
    );
    for await (const page of pages) {
      entities.push(...page);
      if (entities.length > MAX_ENTITIES) {
        throw new Error(
          `the catalog holds more than ${MAX_ENTITIES} entities that may have to do with clusters`,
        );
      }
    }
    return entities;
  }
}
