import {
  AuditorEvent,
  DefaultAuditorService,
} from '@backstage/backend-defaults/auditor';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';

/** Backstage's own auditor, read here instead of in the backend's log: the events of this plugin. */
export function auditLog() {
  const events: AuditorEvent[] = [];
  return {
    events,
    clear() {
      events.length = 0;
    },
    feature: createServiceFactory({
      service: coreServices.auditor,
      deps: {
        auth: coreServices.auth,
        httpAuth: coreServices.httpAuth,
        plugin: coreServices.pluginMetadata,
      },
      factory: deps =>
        DefaultAuditorService.create(event => {
          if (event.plugin === 'humanitec-eks') events.push(event);
        }, deps),
    }),
  };
}
