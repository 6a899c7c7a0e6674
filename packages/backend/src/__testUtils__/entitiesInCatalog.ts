import { createBackendModule } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import {
  catalogProcessingExtensionPoint,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';

const location = 'url:https://example.com/test';

/** Puts entities of a test into its catalog. */
export function entitiesInCatalog() {
  let connection: EntityProviderConnection | undefined;
  return {
    feature: createBackendModule({
      pluginId: 'catalog',
      moduleId: 'test-entities',
      register({ registerInit }) {
        registerInit({
          deps: { catalog: catalogProcessingExtensionPoint },
          async init({ catalog }) {
            catalog.addEntityProvider({
              getProviderName: () => 'test-entities',
              connect: async given => {
                connection = given;
              },
            });
          },
        });
      },
    }),

    /** In place of those before; the catalog's processing then brings them out. */
    async publish(entities: Entity[]) {
      await connection?.applyMutation({
        type: 'full',
        entities: entities.map(({ metadata, ...entity }) => ({
          entity: {
            ...entity,
            metadata: {
              ...metadata,
              annotations: {
                ...metadata.annotations,
                'backstage.io/managed-by-location': location,
                'backstage.io/managed-by-origin-location': location,
              },
            },
          },
          locationKey: 'test-entities',
        })),
      });
    },
  };
}
