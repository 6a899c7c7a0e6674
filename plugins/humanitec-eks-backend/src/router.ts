import type {
  AuditorService,
  CacheService,
  HttpAuthService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  BindingReport,
  humanitecEksBindingReadPermission,
} from 'backstage-plugin-humanitec-eks-common';
import type { HumanitecEksService } from 'backstage-plugin-humanitec-eks-node';
import express from 'express';
import Router from 'express-promise-router';
import { bindingOfEntity } from './bindingOfEntity';
import { formsRoutes } from './forms/formsRoutes';
import { targetPermissions } from './permissions/usableTargets';
import { readBinding } from './readBinding';

/** The REST API of the plugin, version 1. */
export function createRouter(deps: {
  auditor: AuditorService;
  cache: CacheService;
  catalog: CatalogService;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  service: HumanitecEksService;
}): express.Router {
  const { catalog, httpAuth, permissions, service } = deps;
  const router = Router();

  router.get(
    '/v1/entity/:namespace/:kind/:name/binding',
    async (request, response: express.Response<BindingReport>) => {
      const credentials = await httpAuth.credentials(request, {
        allow: ['user', 'service'],
      });
      const [decision] = await permissions.authorize(
        [{ permission: humanitecEksBindingReadPermission }],
        { credentials },
      );
      if (decision.result !== AuthorizeResult.ALLOW) {
        throw new NotAllowedError('You may not see Humanitec bindings.');
      }
      const { namespace, kind, name } = request.params;
      const entityRef = stringifyEntityRef({ namespace, kind, name });
      // Read as the caller: what one may not see in the catalog, one may not see here.
      const entity = await catalog.getEntityByRef(entityRef, { credentials });
      if (!entity) throw new NotFoundError(`There is no ${entityRef}.`);

      const gone = new AbortController();
      response.once('close', () => gone.abort());
      response.json(
        await readBinding(service, bindingOfEntity(entity), gone.signal),
      );
    },
  );

  router.use(formsRoutes({ ...deps, usableTargets: targetPermissions(deps) }));

  return router;
}
