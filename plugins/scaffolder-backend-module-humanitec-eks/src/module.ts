import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  scaffolderActionsExtensionPoint,
  scaffolderServiceRef,
} from '@backstage/plugin-scaffolder-node';
import { humanitecEksServiceRef } from 'backstage-plugin-humanitec-eks-node';
import { createAccessRoleApply } from './actions/accessRoleApply';
import { createAgentApply } from './actions/agentApply';
import { createAgentDefinitionApply } from './actions/agentDefinitionApply';
import { createAgentRotateKey } from './actions/agentRotateKey';
import { createBindingRemove } from './actions/bindingRemove';
import { createBindingRender } from './actions/bindingRender';
import { createBindingVerify } from './actions/bindingVerify';
import { createCloudAccountApply } from './actions/cloudAccountApply';
import { createClusterApply } from './actions/clusterApply';
import { createClusterAwait } from './actions/clusterAwait';
import { createClusterRevokeAccess } from './actions/clusterRevokeAccess';
import { createClusterDefinitionApply } from './actions/clusterDefinitionApply';
import { createDeployAccessApply } from './actions/deployAccessApply';
import { createPreflightCheck } from './actions/preflightCheck';
import { createRunnerAccessApply } from './actions/runnerAccessApply';

/** Adds the `humanitec-eks:…` actions to the scaffolder. */
export const scaffolderModuleHumanitecEks = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'humanitec-eks',
  register({ registerInit }) {
    registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        scaffolder: scaffolderServiceRef,
        service: humanitecEksServiceRef,
      },
      async init({
        actions,
        auth,
        catalog,
        config,
        events,
        scaffolder,
        service,
      }) {
        actions.addActions(
          createPreflightCheck({ service }),
          createClusterApply({ service }),
          createAccessRoleApply({ service }),
          createCloudAccountApply({ service }),
          createAgentDefinitionApply({ service }),
          createClusterDefinitionApply({ service }),
          createClusterAwait({ events, service }),
          createClusterRevokeAccess({ service }),
          createDeployAccessApply({ service }),
          createAgentApply({ service }),
          createAgentRotateKey({ auth, catalog, service }),
          createRunnerAccessApply({ service }),
          createBindingRender(),
          createBindingVerify({
            auth,
            catalog,
            config,
            events,
            scaffolder,
            service,
          }),
          createBindingRemove({ events, scaffolder, service }),
        );
      },
    });
  },
});
