import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { scaffolderServiceRef } from '@backstage/plugin-scaffolder-node';
import {
  humanitecEksBindingReadPermission,
  humanitecEksTargetUsePermission,
} from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksServiceRef } from 'backstage-plugin-humanitec-eks-node';
import { bindingLookUps } from './binding/bindingLookUps';
import { fleetRoutes } from './fleet/fleetRoutes';
import { targetResourceRef, targetRules } from './permissions/targetRules';
import { createRouter } from './router';

/** The backend plugin `humanitec-eks`. */
export const humanitecEksPlugin = createBackendPlugin({
  pluginId: 'humanitec-eks',
  register({ registerInit }) {
    registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        cache: coreServices.cache,
        catalog: catalogServiceRef,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scaffolder: scaffolderServiceRef,
        service: humanitecEksServiceRef,
      },
      async init({ httpRouter, ...deps }) {
        const { permissionsRegistry } = deps;
        permissionsRegistry.addPermissions([humanitecEksBindingReadPermission]);
        permissionsRegistry.addResourceType({
          resourceRef: targetResourceRef,
          permissions: [humanitecEksTargetUsePermission],
          rules: Object.values(targetRules),
        });
        httpRouter.use(await fleetRoutes(deps));
        const lookUps = await bindingLookUps(deps);
        httpRouter.use(createRouter({ ...deps, lookUps }));
      },
    });
  },
});
