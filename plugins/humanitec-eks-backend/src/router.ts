import type {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { HumanitecEksService } from 'backstage-plugin-humanitec-eks-node';
import express from 'express';
import Router from 'express-promise-router';
import type { BindingLookUps } from './binding/bindingLookUps';
import { bindingRoutes } from './binding/bindingRoutes';
import type { FleetLookUps } from './fleet/fleetLookUps';
import { fleetRoutes } from './fleet/fleetRoutes';
import type { ChoiceLookUps } from './forms/choiceLookUps';
import { formsRoutes } from './forms/formsRoutes';
import type { UsableTargets } from './permissions/usableTargets';

/** The REST API of the plugin, version 1. */
export function createRouter(deps: {
  auditor: AuditorService;
  choices: ChoiceLookUps;
  fleet: FleetLookUps;
  httpAuth: HttpAuthService;
  lookUps: BindingLookUps;
  service: HumanitecEksService;
  usableTargets(credentials: BackstageCredentials): Promise<UsableTargets>;
}): express.Router {
  const router = Router();
  router.use(bindingRoutes(deps));
  router.use(fleetRoutes(deps));
  router.use(formsRoutes(deps));
  return router;
}
