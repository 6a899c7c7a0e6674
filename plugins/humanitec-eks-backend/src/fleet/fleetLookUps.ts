import type {
  AuditorService,
  AuthService,
  CacheService,
  LifecycleService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import type { JsonObject } from '@backstage/types';
import {
  BINDING_CHANGED_TOPIC,
  BindingReport,
  Fleet,
  FleetQuery,
  parseBindingChanged,
} from 'backstage-plugin-humanitec-eks-common';
import type { HumanitecEksService } from 'backstage-plugin-humanitec-eks-node';
import { randomUUID } from 'node:crypto';
import { audited, Caller } from '../audited';
import { requireBindingRead } from '../permissions/requireBindingRead';
import { fleetClusters } from './fleetClusters';
import { FleetSnapshots } from './fleetSnapshots';
import { readFleet } from './readFleet';
import { SeenReports } from './seenReports';

/**
 * What can be asked about all clusters, by route and action alike: each checks
 * the permission, tells what the caller may see, and leaves an audit event.
 */
export interface FleetLookUps {
  bindings(
    caller: Pick<Caller, 'credentials' | 'request'>,
    query: FleetQuery,
  ): Promise<Fleet>;
  /** Takes over what a cluster's own page tells, so that its row does not say something else. */
  takeOver(report: BindingReport): Promise<void>;
}

/** Looks go on in the background until the backend shuts down. */
export async function fleetLookUps(deps: {
  auditor: AuditorService;
  auth: AuthService;
  cache: CacheService;
  catalog: CatalogService;
  events: EventsService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  permissions: PermissionsService;
  service: HumanitecEksService;
}): Promise<FleetLookUps> {
  const { auditor, auth, catalog, lifecycle, permissions } = deps;
  const over = new AbortController();
  lifecycle.addShutdownHook(() => over.abort());
  const reports = new SeenReports(deps.cache);
  const snapshots = new FleetSnapshots({
    ...deps,
    reports,
    signal: over.signal,
    // As the plugin itself: a snapshot is of all, and each caller is told only their rows.
    members: async organization =>
      fleetClusters(catalog, await auth.getOwnServiceCredentials(), {
        organization,
      }),
  });
  await lookWhenChanged(snapshots, deps);

  return {
    takeOver: report => reports.note(report),
    bindings: (caller, query) =>
      audited(
        auditor,
        caller,
        { eventId: 'fleet', meta: { queryType: 'bindings', ...asked(query) } },
        async () => {
          await requireBindingRead(permissions, caller.credentials);
          return readFleet(query, caller.credentials, { catalog, snapshots });
        },
      ),
  };
}

/** The query for the audit log, without what was not asked. */
function asked(query: FleetQuery): { query: JsonObject } {
  return { query: JSON.parse(JSON.stringify(query)) };
}

async function lookWhenChanged(
  snapshots: FleetSnapshots,
  { events, logger }: { events: EventsService; logger: LoggerService },
): Promise<void> {
  await events.subscribe({
    // Every replica hears of it: what it has seen may be in a cache of its own.
    id: `changed-fleet-${randomUUID()}`,
    topics: [BINDING_CHANGED_TOPIC],
    onEvent: async ({ eventPayload }) => {
      const changed = parseBindingChanged(eventPayload);
      if (!changed) {
        logger.warn(`An event of ${BINDING_CHANGED_TOPIC} names no cluster`);
        return;
      }
      await snapshots.lookAtOne(changed);
    },
  });
}
