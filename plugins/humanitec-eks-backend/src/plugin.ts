import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { humanitecEksPermissions } from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksServiceRef } from 'backstage-plugin-humanitec-eks-node';
import { createRouter } from './router';

/** The backend plugin `humanitec-eks`. */
export const humanitecEksPlugin = createBackendPlugin({
  pluginId: 'humanitec-eks',
  register({ registerInit }) {
    registerInit({
      deps: {
        catalog: catalogServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        service: humanitecEksServiceRef,
      },
      async init({ httpRouter, permissionsRegistry, ...deps }) {
        permissionsRegistry.addPermissions(humanitecEksPermissions);
        httpRouter.use(createRouter(deps));
      },
    });
  },
});
