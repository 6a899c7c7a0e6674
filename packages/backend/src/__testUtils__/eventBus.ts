import { createBackendModule } from '@backstage/backend-plugin-api';
import { EventsService, eventsServiceRef } from '@backstage/plugin-events-node';

/** The events service of a stack, for a test that publishes an event itself. */
export function eventBus() {
  let service: EventsService | undefined;
  return {
    feature: createBackendModule({
      pluginId: 'catalog',
      moduleId: 'test-events',
      register({ registerInit }) {
        registerInit({
          deps: { events: eventsServiceRef },
          async init({ events }) {
            service = events;
          },
        });
      },
    }),

    /** Resolves when all who subscribed have been told. */
    async publish(topic: string, eventPayload: unknown): Promise<void> {
      await service?.publish({ topic, eventPayload });
    },
  };
}
