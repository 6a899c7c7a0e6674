import type {
  AuditorService,
  BackstageCredentials,
  CacheService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { Choices } from 'backstage-plugin-humanitec-eks-common';
import type { HumanitecEksService } from 'backstage-plugin-humanitec-eks-node';
import express from 'express';
import Router from 'express-promise-router';
import { audited } from '../audited';
import type { UsableTargets } from '../permissions/usableTargets';
import { parseChoiceRequest } from './choiceRequest';
import { choicesReader } from './choices';
import { forBrowser } from './forBrowser';

/** What the fields of the templates' forms ask for. Reads only. */
export function formsRoutes(deps: {
  auditor: AuditorService;
  cache: CacheService;
  httpAuth: HttpAuthService;
  service: HumanitecEksService;
  usableTargets(credentials: BackstageCredentials): Promise<UsableTargets>;
}): express.Router {
  const { auditor, httpAuth, usableTargets } = deps;
  const readChoices = choicesReader(deps);
  const router = Router();

  router.get(
    '/v1/choices/:kind',
    async (request, response: express.Response<Choices>) => {
      const credentials = await httpAuth.credentials(request, {
        allow: ['user', 'service'],
      });
      const asked = parseChoiceRequest(request.params.kind, request.query);
      const { kind, query } = asked;
      await forBrowser(response, signal =>
        audited(
          auditor,
          request,
          { eventId: 'choices', meta: { queryType: kind, ...query } },
          async () =>
            readChoices(asked, await usableTargets(credentials), signal),
        ),
      );
    },
  );

  return router;
}
