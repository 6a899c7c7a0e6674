import type {
  AuditorService,
  CacheService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import {
  BINDING_CHANGED_TOPIC,
  BindingEnvironments,
  BindingHistory,
  BindingReport,
  parseBindingChanged,
} from 'backstage-plugin-humanitec-eks-common';
import type { HumanitecEksService } from 'backstage-plugin-humanitec-eks-node';
import { randomUUID } from 'node:crypto';
import { audited, Caller } from '../audited';
import { historyReader } from '../history/historyReader';
import { bindingReader } from './bindingReader';
import { environmentsReader } from './environmentsReader';
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
  environments(
    caller: Caller,
    entityRef: string,
    options: { fresh?: boolean },
  ): Promise<BindingEnvironments>;
  history(caller: Caller, entityRef: string): Promise<BindingHistory>;
}

export async function bindingLookUps(deps: {
  auditor: AuditorService;
  cache: CacheService;
  catalog: CatalogService;
  events: EventsService;
  /** Hears of each report that was read anew. */
  onReport(report: BindingReport): Promise<void>;
  permissions: PermissionsService;
  scaffolder: ScaffolderService;
  service: HumanitecEksService;
}): Promise<BindingLookUps> {
  const { auditor, cache, events } = deps;
  const visibleBinding = visibleBindings(deps);
  const changes = new LastChanges(cache);
  const readBinding = bindingReader({ ...deps, changes });
  const readEnvironments = environmentsReader({
    ...deps,
    changes,
    readReport: readBinding,
  });
  const readHistory = historyReader(deps.scaffolder);

  await events.subscribe({
    // Every replica hears of it: what it has read may be in a cache of its own.
    id: `changed-bindings-${randomUUID()}`,
    topics: [BINDING_CHANGED_TOPIC],
    onEvent: async ({ eventPayload }) => {
      const changed = parseBindingChanged(eventPayload);
      if (changed) await changes.note(changed);
    },
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

    environments: (caller, entityRef, { fresh = false }) =>
      audited(
        auditor,
        caller,
        {
          eventId: 'binding',
          meta: { queryType: 'environments', entityRef, fresh },
        },
        async () => {
          const binding = await visibleBinding(caller.credentials, entityRef);
          return readEnvironments(binding, { signal: caller.signal, fresh });
        },
      ),

    history: (caller, entityRef) =>
      audited(
        auditor,
        caller,
        { eventId: 'binding', meta: { queryType: 'history', entityRef } },
        async () => {
          const { credentials, signal } = caller;
          const binding = await visibleBinding(credentials, entityRef);
          return readHistory(binding, credentials, signal);
        },
      ),
  };
}
