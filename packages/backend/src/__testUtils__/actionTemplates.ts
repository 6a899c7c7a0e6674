import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';

/** What the scaffolder tells of an installed action. */
export interface InstalledAction {
  id: string;
  schema: { input?: { properties?: Record<string, unknown> } };
}

/** Templates of one step each, one for every action, in the catalog of a test. */
export function actionTemplates() {
  let connection: EntityProviderConnection | undefined;
  return {
    feature: createBackendModule({
      pluginId: 'catalog',
      moduleId: 'action-templates',
      register({ registerInit }) {
        registerInit({
          deps: { catalog: catalogProcessingExtensionPoint },
          async init({ catalog }) {
            catalog.addEntityProvider({
              getProviderName: () => 'action-templates',
              connect: async given => {
                connection = given;
              },
            });
          },
        });
      },
    }),

    /** Puts the templates into the catalog, whose processing then brings them out. */
    async publish(actions: InstalledAction[]) {
      await connection?.applyMutation({
        type: 'full',
        entities: actions.map(action => ({
          entity: templateOf(action),
          locationKey: 'action-templates',
        })),
      });
    },
  };
}

/** `humanitec-eks:agent:apply` → `template:default/humanitec-eks.agent.apply` */
export function templateRefOf(actionId: string): string {
  return `template:default/${nameOf(actionId)}`;
}

function nameOf(actionId: string): string {
  return actionId.replaceAll(':', '.');
}

/** Every input is a parameter of the same name; one that is not given stays undefined. */
export function templateOf({ id, schema }: InstalledAction) {
  const inputs = Object.keys(schema.input?.properties ?? {});
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: {
      name: nameOf(id),
      annotations: {
        'backstage.io/managed-by-location': 'url:https://example.com/test',
        'backstage.io/managed-by-origin-location':
          'url:https://example.com/test',
      },
    },
    spec: {
      type: 'test',
      parameters: [],
      steps: [
        {
          id: 'step',
          name: id,
          action: id,
          input: Object.fromEntries(
            inputs.map(name => [name, `\${{ parameters.${name} }}`]),
          ),
        },
      ],
      output: { step: '${{ steps.step.output }}' },
    },
  };
}
