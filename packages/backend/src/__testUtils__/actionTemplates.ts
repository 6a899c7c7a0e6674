import type { Entity } from '@backstage/catalog-model';

/** What the scaffolder tells of an installed action. */
export interface InstalledAction {
  id: string;
  schema: {
    input?: { properties?: Record<string, unknown>; required?: string[] };
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
export function templateOf({ id, schema }: InstalledAction): Entity {
  const inputs = Object.keys(schema.input?.properties ?? {});
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: {
      name: nameOf(id),
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
