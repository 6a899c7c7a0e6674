import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  humanitecEksBindingReadPermission,
  humanitecEksTargetUsePermission,
} from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksServiceRef } from 'backstage-plugin-humanitec-eks-node';
import { targetResourceRef, targetRules } from './permissions/targetRules';
import { createRouter } from './router';

/** The backend plugin `humanitec-eks`. */
export const humanitecEksPlugin = createBackendPlugin({
  pluginId: 'humanitec-eks',
  register({ registerInit }) {
    registerInit({
      deps: {
        auditor: coreServices.auditor,
        cache: coreServices.cache,
        catalog: catalogServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
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
        httpRouter.use(createRouter(deps));
      },
    });
  },
});
