import type {
  AuditorService,
  AuthService,
  CacheService,
  HttpAuthService,
  LifecycleService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  BINDING_CHANGED_TOPIC,
  Fleet,
  humanitecEksBindingReadPermission,
  identityFields,
} from 'backstage-plugin-humanitec-eks-common';
import type { HumanitecEksService } from 'backstage-plugin-humanitec-eks-node';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod/v3';
import { audited } from '../audited';
import { fleetClusters } from './fleetClusters';
import { parseFleetQuery } from './fleetQuery';
import { FleetSnapshots } from './fleetSnapshots';
import { readFleet } from './readFleet';

/** All bound clusters at once. Looks go on in the background until the backend shuts down. */
export async function fleetRoutes(deps: {
  auditor: AuditorService;
  auth: AuthService;
  cache: CacheService;
  catalog: CatalogService;
  events: EventsService;
  httpAuth: HttpAuthService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  permissions: PermissionsService;
  service: HumanitecEksService;
}): Promise<express.Router> {
  const { auditor, auth, catalog, httpAuth, lifecycle, permissions } = deps;
  const over = new AbortController();
  lifecycle.addShutdownHook(() => over.abort());
  const snapshots = new FleetSnapshots({
    ...deps,
    signal: over.signal,
    // As the plugin itself: a snapshot is of all, and each caller is told only their rows.
    members: async organization =>
      fleetClusters(catalog, await auth.getOwnServiceCredentials(), {
        organization,
      }),
  });
  await lookWhenChanged(snapshots, deps);

  const router = Router();
  router.get(
    '/v1/bindings',
    async (request, response: express.Response<Fleet>) => {
      const credentials = await httpAuth.credentials(request, {
        allow: ['user', 'service'],
      });
      const [, queryText = ''] = request.url.split('?');
      const query = parseFleetQuery(queryText);
      const event = {
        eventId: 'fleet',
        meta: { queryType: 'bindings', query: queryText },
      };
      response.json(
        await audited(auditor, { credentials, request }, event, async () => {
          const [decision] = await permissions.authorize(
            [{ permission: humanitecEksBindingReadPermission }],
            { credentials },
          );
          if (decision.result !== AuthorizeResult.ALLOW) {
            throw new NotAllowedError('You may not see Humanitec bindings.');
          }
          return readFleet(query, credentials, { catalog, snapshots });
        }),
      );
    },
  );
  return router;
}

const { organization, awsAccountId, region, clusterName } = identityFields;
const changedSchema = z.object({
  organization,
  awsAccountId,
  region,
  clusterName,
});

async function lookWhenChanged(
  snapshots: FleetSnapshots,
  { events, logger }: { events: EventsService; logger: LoggerService },
): Promise<void> {
  await events.subscribe({
    id: 'changed-fleet',
    topics: [BINDING_CHANGED_TOPIC],
    onEvent: async ({ eventPayload }) => {
      const changed = changedSchema.safeParse(eventPayload);
      if (!changed.success) {
        logger.warn(`An event of ${BINDING_CHANGED_TOPIC} names no cluster`);
        return;
      }
      await snapshots.lookAtOne(changed.data);
    },
  });
}
