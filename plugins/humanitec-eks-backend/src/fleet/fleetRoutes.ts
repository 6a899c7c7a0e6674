import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Fleet } from 'backstage-plugin-humanitec-eks-common';
import express from 'express';
import Router from 'express-promise-router';
import type { FleetLookUps } from './fleetLookUps';
import { parseFleetQuery } from './fleetQuery';

/** All bound clusters at once. */
export function fleetRoutes({
  fleet,
  httpAuth,
}: {
  fleet: FleetLookUps;
  httpAuth: HttpAuthService;
}): express.Router {
  const router = Router();
  router.get(
    '/v1/bindings',
    async (request, response: express.Response<Fleet>) => {
      const credentials = await httpAuth.credentials(request, {
        allow: ['user', 'service'],
      });
      const [, queryText = ''] = request.url.split('?');
      const query = parseFleetQuery(queryText);
      response.json(await fleet.bindings({ credentials, request }, query));
    },
  );
  return router;
}
