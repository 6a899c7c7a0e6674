import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { BindingLookUps } from '../binding/bindingLookUps';
import { environmentsSchema } from '../binding/environmentsSchema';
import { freshInput } from './freshInput';
import { entityRefInput, wholeEntityRef } from './entityRefInput';
import { whoAsks } from './whoAsks';

export function registerGetBindingEnvironments({
  actionsRegistry,
  lookUps,
}: {
  actionsRegistry: ActionsRegistryService;
  lookUps: BindingLookUps;
}): void {
  actionsRegistry.register({
    name: 'get-binding-environments',
    title: 'Get the environments of a cluster',
    description:
      'Lists the Humanitec environments that are deployed to an EKS cluster, or will be with their next deployment, each with its last deployment. Use it to see who is affected by a change of the cluster or of its matching criteria. It reads Humanitec; an answer may be 20 seconds old unless fresh is true.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({ entityRef: entityRefInput, fresh: freshInput }).strict(),
      output: () => environmentsSchema,
    },
    examples: [
      {
        title: 'Who runs on a cluster',
        input: { entityRef: 'resource:default/eks-automode-prod' },
      },
    ],
    action: async ({ input: { entityRef, fresh }, credentials }) => ({
      output: await lookUps.environments(
        whoAsks(credentials),
        wholeEntityRef(entityRef),
        { fresh },
      ),
    }),
  });
}
