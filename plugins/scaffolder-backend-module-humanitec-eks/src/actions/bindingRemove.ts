import { ConflictError } from '@backstage/errors';
import type { EventsService } from '@backstage/plugin-events-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { partInfo } from 'backstage-plugin-humanitec-eks-common';
import {
  discoverSpec,
  HumanitecEksService,
  parts,
  removalOrder,
  removePart,
} from 'backstage-plugin-humanitec-eks-node';
import { z } from 'zod/v3';
import { connect } from './connect';
import { inputSchema } from './createApplyAction';
import { example } from './example';
import { forOperator } from './forOperator';
import { parseSpec } from './parseSpec';
import { publishBindingChanged } from './publishBindingChanged';

/** Creates `humanitec-eks:binding:remove`. */
export function createBindingRemove({
  events,
  service,
}: {
  events: EventsService;
  service: HumanitecEksService;
}) {
  return createTemplateAction({
    id: 'humanitec-eks:binding:remove',
    description:
      'Takes a binding away, in the reverse order, and only what carries its mark. The cluster itself is kept unless deleteCluster is set.',
    examples: [
      example('Take a binding away', 'humanitec-eks:binding:remove', {
        confirm: 'eks-automode-prod',
      }),
    ],
    supportsDryRun: true,
    schema: {
      input: () =>
        inputSchema([]).extend({
          confirm: z.string().describe('The name of the cluster, once more'),
          deleteCluster: z
            .boolean()
            .optional()
            .describe('Delete the EKS cluster and its roles, too'),
        }),
      output: () =>
        z.object({
          changed: z.boolean().describe('Whether anything was there'),
        }),
    },
    handler: ctx =>
      forOperator(ctx, async () => {
        const { confirm, deleteCluster = false, ...input } = ctx.input;
        const asked = parseSpec(input);
        if (confirm !== asked.clusterName) {
          throw new ConflictError(
            `confirm: must be the name of the cluster, ${asked.clusterName}`,
          );
        }
        const systems = await connect(service, asked, ctx);
        const spec = await discoverSpec(
          asked,
          input.names?.clusterDefinition,
          systems,
        );
        const ids = removalOrder.filter(
          id => id !== 'cluster' || deleteCluster,
        );
        let changed = false;
        for (const id of ids) {
          if (ctx.isDryRun) {
            const there = await parts[id].observe(spec, systems);
            ctx.logger.info(
              `${partInfo[id].title}: ${
                there ? 'would be removed' : 'nothing is there'
              }.`,
            );
            changed ||= there !== undefined;
          } else {
            changed = (await removePart(parts[id], spec, systems)) || changed;
          }
        }
        if (!ctx.isDryRun) await publishBindingChanged(events, spec);
        ctx.output('changed', changed);
      }),
  });
}
