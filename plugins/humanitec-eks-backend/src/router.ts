import type {
  AuditorService,
  CacheService,
  HttpAuthService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { HumanitecEksService } from 'backstage-plugin-humanitec-eks-node';
import express from 'express';
import Router from 'express-promise-router';
import type { BindingLookUps } from './binding/bindingLookUps';
import { bindingRoutes } from './binding/bindingRoutes';
import { formsRoutes } from './forms/formsRoutes';
import { targetPermissions } from './permissions/usableTargets';

/** The REST API of the plugin, version 1. */
export function createRouter(deps: {
  auditor: AuditorService;
  cache: CacheService;
  httpAuth: HttpAuthService;
  lookUps: BindingLookUps;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  service: HumanitecEksService;
}): express.Router {
  const router = Router();
  router.use(bindingRoutes(deps));
  router.use(formsRoutes({ ...deps, usableTargets: targetPermissions(deps) }));
  return router;
}
