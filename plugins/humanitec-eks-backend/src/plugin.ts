import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { scaffolderServiceRef } from '@backstage/plugin-scaffolder-node';
import {
  humanitecEksBindingReadPermission,
  humanitecEksTargetUsePermission,
} from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksServiceRef } from 'backstage-plugin-humanitec-eks-node';
import { registerActions } from './actions/registerActions';
import { bindingLookUps } from './binding/bindingLookUps';
import { fleetLookUps } from './fleet/fleetLookUps';
import { choiceLookUps } from './forms/choiceLookUps';
import { targetResourceRef, targetRules } from './permissions/targetRules';
import { targetPermissions } from './permissions/usableTargets';
import { createRouter } from './router';

/** The backend plugin `humanitec-eks`. */
export const humanitecEksPlugin = createBackendPlugin({
  pluginId: 'humanitec-eks',
  register({ registerInit }) {
    registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
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
        const usableTargets = targetPermissions(deps);
        const fleet = await fleetLookUps(deps);
        const lookUps = {
          lookUps: await bindingLookUps({ ...deps, onReport: fleet.takeOver }),
          fleet,
          choices: choiceLookUps({ ...deps, usableTargets }),
        };
        httpRouter.use(createRouter({ ...deps, ...lookUps, usableTargets }));
        registerActions({ ...deps, ...lookUps });
      },
    });
  },
});
