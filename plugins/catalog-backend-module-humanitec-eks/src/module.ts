import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { BINDING_CHANGED_TOPIC } from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksServiceRef } from 'backstage-plugin-humanitec-eks-node';
import { BoundClustersProvider } from './BoundClustersProvider';

/** One provider for each configured organization, so that one that fails leaves the others' clusters alone. */
export const catalogModuleHumanitecEks = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'humanitec-eks',
  register({ registerInit }) {
    registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        events: eventsServiceRef,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
        service: humanitecEksServiceRef,
      },
      async init({ catalog, events, logger, scheduler, service }) {
        for (const { id } of service.config.organizations) {
          const provider = new BoundClustersProvider({
            organization: id,
            logger,
            scheduler,
            service,
          });
          catalog.addEntityProvider(provider);
          await events.subscribe({
            id: provider.getProviderName(),
            topics: [BINDING_CHANGED_TOPIC],
            onEvent: event => provider.onEvent(event),
          });
        }
      },
    });
  },
});
