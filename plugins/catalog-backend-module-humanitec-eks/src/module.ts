import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  BINDING_CHANGED_TOPIC,
  parseBindingChanged,
} from 'backstage-plugin-humanitec-eks-common';
import {
  describeFailure,
  humanitecEksServiceRef,
} from 'backstage-plugin-humanitec-eks-node';
import { BoundClusterProcessor } from './BoundClusterProcessor';
import { BoundClusters } from './BoundClusters';
import { CatalogReader } from './catalog/CatalogReader';
import { ClusterProvider } from './ClusterProvider';
import { LastDiscovery } from './LastDiscovery';
import { providerSchedule } from './providerSchedule';

const TASK = 'humanitec-eks:bound-clusters';
/** For a look at one organization, after an event. */
const EVENT_TIMEOUT_MS = 120_000;
/** While nothing newer is known, entities of others stay as they are. */
const MAX_AGE_MS = 3_600_000;

/** An entity provider for each configured organization, one task for all, and a processor for the entities of others. */
export const catalogModuleHumanitecEks = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'humanitec-eks',
  register({ registerInit }) {
    registerInit({
      deps: {
        auth: coreServices.auth,
        cache: coreServices.cache,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
        service: humanitecEksServiceRef,
      },
      async init({ config, events, logger, processing, scheduler, ...deps }) {
        const { cache, service } = deps;
        const providers = service.config.organizations.map(
          ({ id }) => new ClusterProvider(id),
        );
        const lastDiscovery = new LastDiscovery({
          cache,
          maxAgeMs: MAX_AGE_MS,
        });
        const boundClusters = new BoundClusters({
          cache,
          catalog: new CatalogReader(deps),
          lastDiscovery,
          logger,
          providers,
          service,
        });
        processing.addEntityProvider(...providers);
        processing.addProcessor(new BoundClusterProcessor(lastDiscovery));

        await scheduler.scheduleTask({
          ...providerSchedule(config),
          id: TASK,
          fn: signal => boundClusters.refresh(() => signal),
        });
        await events.subscribe({
          id: TASK,
          topics: [BINDING_CHANGED_TOPIC],
          async onEvent({ eventPayload }) {
            const changed = parseBindingChanged(eventPayload);
            if (!changed) return;
            try {
              await boundClusters.refresh(
                () => AbortSignal.timeout(EVENT_TIMEOUT_MS),
                changed,
              );
            } catch (error) {
              logger.warn(
                `A change of the binding of ${
                  changed.clusterName
                } is not in the catalog yet, and will be after the next look: ${describeFailure(
                  error,
                )}`,
              );
            }
          },
        });
      },
    });
  },
});
