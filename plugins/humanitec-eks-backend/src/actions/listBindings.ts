import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { FleetLookUps } from '../fleet/fleetLookUps';
import { fleetQuerySchema } from '../fleet/fleetQuery';
import { fleetSchema } from '../fleet/fleetSchema';

export function registerListBindings({
  actionsRegistry,
  fleet,
}: {
  actionsRegistry: ActionsRegistryService;
  fleet: FleetLookUps;
}): void {
  actionsRegistry.register({
    name: 'list-bindings',
    title: 'List the clusters that are bound to Humanitec',
    description:
      'Lists the EKS clusters of the catalog that are bound to Humanitec, each with a verdict from a quick look that may be some minutes old; filtered, searched, sorted and paged, with counts of all values. Use it to find a cluster, or those where deployments fail; get-binding then tells more of one.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: { input: () => fleetQuerySchema, output: () => fleetSchema },
    examples: [
      {
        title: 'Clusters to which deployments fail',
        input: { verdict: ['broken'] },
      },
    ],
    action: async ({ input, credentials }) => ({
      output: await fleet.bindings({ credentials }, input),
    }),
  });
}
