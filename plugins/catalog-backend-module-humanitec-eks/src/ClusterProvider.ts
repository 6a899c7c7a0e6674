import type { Entity } from '@backstage/catalog-model';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';

/**
 * Holds the entities of one Humanitec organization, so that one that does not
 * answer leaves the others' alone. They carry no location key: an entity of
 * the same name that somebody registers takes the place of ours.
 */
export class ClusterProvider implements EntityProvider {
  private connection?: EntityProviderConnection;

  constructor(readonly organization: string) {}

  getProviderName(): string {
    return `humanitec-eks:${this.organization}`;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.connection = connection;
  }

  /** These are all entities of the organization now; the catalog touches only those that differ. */
  async replace(entities: Entity[]): Promise<void> {
    await this.connection?.applyMutation({
      type: 'full',
      entities: entities.map(entity => ({ entity })),
    });
  }

  /** Has the catalog process entities of others anew that have one of these refresh keys. */
  async processAgain(keys: string[]): Promise<void> {
    if (keys.length > 0) await this.connection?.refresh({ keys });
  }
}
