import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { BindingLookUps } from '../binding/bindingLookUps';
import { reportSchema } from '../binding/reportSchema';
import { freshInput } from './freshInput';
import { entityRefInput, wholeEntityRef } from './entityRefInput';
import { whoAsks } from './whoAsks';

export function registerGetBinding({
  actionsRegistry,
  lookUps,
}: {
  actionsRegistry: ActionsRegistryService;
  lookUps: BindingLookUps;
}): void {
  actionsRegistry.register({
    name: 'get-binding',
    title: 'Get the Humanitec binding of a cluster',
    description:
      'Tells whether Humanitec can deploy to an EKS cluster, and what is wrong: the verdict, the status of each of the eight parts of the binding with what differs, versions, agent and matching criteria. Use it when deployments to a cluster fail, or before you change its binding. It reads AWS, Humanitec and the cluster; an answer may be 20 seconds old unless fresh is true.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z
          .object({
            entityRef: entityRefInput,
            fresh: freshInput,
          })
          .strict(),
      output: () => reportSchema,
    },
    examples: [
      {
        title: 'Whether Humanitec can deploy to a cluster',
        input: { entityRef: 'resource:default/eks-automode-prod' },
      },
    ],
    action: async ({ input: { entityRef, fresh }, credentials }) => ({
      output: await lookUps.binding(
        whoAsks(credentials),
        wholeEntityRef(entityRef),
        { fresh },
      ),
    }),
  });
}
