import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { EventParams } from '@backstage/plugin-events-node';
import {
  describeFailure,
  HumanitecEksService,
} from 'backstage-plugin-humanitec-eks-node';
import { findBoundClusters } from './findBoundClusters';
import { clusterEntity } from './clusterEntity';

/** How long one look may take. A killed replica holds the lock for as long. */
const TIMEOUT = { minutes: 2 };
const FREQUENCY = { minutes: 10 };

/** Keeps the clusters bound in one Humanitec organization in the catalog. */
export class BoundClustersProvider implements EntityProvider {
  private connection?: EntityProviderConnection;

  constructor(
    private readonly options: {
      organization: string;
      logger: LoggerService;
      scheduler: SchedulerService;
      service: HumanitecEksService;
    },
  ) {}

  getProviderName(): string {
    return `humanitec-eks:${this.options.organization}`;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.connection = connection;
    await this.options.scheduler.scheduleTask({
      id: this.getProviderName(),
      frequency: FREQUENCY,
      timeout: TIMEOUT,
      fn: signal => this.refresh(signal),
    });
  }

  /** Looks at once when a binding of this organization was made, changed or removed. */
  async onEvent({ eventPayload }: EventParams): Promise<void> {
    const isOurs =
      typeof eventPayload === 'object' &&
      eventPayload !== null &&
      'organization' in eventPayload &&
      eventPayload.organization === this.options.organization;
    if (isOurs) {
      await this.refresh(AbortSignal.timeout(TIMEOUT.minutes * 60_000));
    }
  }

  /** Replaces this organization's clusters by those that are bound now; keeps them when Humanitec does not answer. */
  private async refresh(signal: AbortSignal): Promise<void> {
    const { organization, logger, service } = this.options;
    let clusters;
    try {
      clusters = await findBoundClusters(organization, service, signal, logger);
    } catch (error) {
      logger.warn(
        `The clusters of Humanitec organization ${organization} stay as they are in the catalog: ${describeFailure(
          error,
        )}`,
      );
      return;
    }
    await this.connection?.applyMutation({
      type: 'full',
      entities: clusters.map(cluster => ({
        entity: clusterEntity(cluster, this.getProviderName()),
        locationKey: this.getProviderName(),
      })),
    });
  }
}
