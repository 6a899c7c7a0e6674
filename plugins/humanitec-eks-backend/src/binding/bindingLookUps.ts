import type {
  AuditorService,
  CacheService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  BINDING_CHANGED_TOPIC,
  BindingReport,
} from 'backstage-plugin-humanitec-eks-common';
import type { HumanitecEksService } from 'backstage-plugin-humanitec-eks-node';
import { audited, Caller } from '../audited';
import { bindingReader } from './bindingReader';
import { LastChanges } from './lastChanges';
import { visibleBindings } from './visibleBindings';

/**
 * What can be asked about one cluster, by routes and actions alike: each checks
 * the permission, reads the entity as the caller, and leaves an audit event.
 * Entities are named `resource:default/eks-automode-prod`.
 */
export interface BindingLookUps {
  binding(
    caller: Caller,
    entityRef: string,
    options: { fresh?: boolean },
  ): Promise<BindingReport>;
}

export async function bindingLookUps(deps: {
  auditor: AuditorService;
  cache: CacheService;
  catalog: CatalogService;
  events: EventsService;
  permissions: PermissionsService;
  service: HumanitecEksService;
}): Promise<BindingLookUps> {
  const { auditor, cache, events } = deps;
  const visibleBinding = visibleBindings(deps);
  const changes = new LastChanges(cache);
  const readBinding = bindingReader({ ...deps, changes });

  await events.subscribe({
    id: 'changed-bindings',
    topics: [BINDING_CHANGED_TOPIC],
    onEvent: ({ eventPayload }) => changes.note(eventPayload),
  });

  return {
    binding: (caller, entityRef, { fresh = false }) =>
      audited(
        auditor,
        caller,
        {
          eventId: 'binding',
          meta: { queryType: 'binding', entityRef, fresh },
        },
        async () => {
          const binding = await visibleBinding(caller.credentials, entityRef);
          return readBinding(binding, { signal: caller.signal, fresh });
        },
      ),
  };
}
