import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  HumanitecEksService,
  preflight,
} from 'backstage-plugin-humanitec-eks-node';
import { z } from 'zod/v3';
import { connect } from './connect';
import { inputSchema } from './createApplyAction';
import { example } from './example';
import { forOperator } from './forOperator';
import { parseSpec } from './parseSpec';

/** Creates `humanitec-eks:preflight:check`. */
export function createPreflightCheck({
  service,
}: {
  service: HumanitecEksService;
}) {
  return createTemplateAction({
    id: 'humanitec-eks:preflight:check',
    description:
      'Looks at everything that can be known before anything is made: tokens, roles, names, versions, matching criteria. Changes nothing; names every input that stands in the way.',
    examples: [
      example(
        'Check before anything is made',
        'humanitec-eks:preflight:check',
        {
          criteria: [{ envType: 'production' }],
        },
      ),
    ],
    supportsDryRun: true,
    schema: {
      input: () =>
        inputSchema([
          'criteria',
          'aws',
          'cluster',
          'clusterDefinition',
          'agent',
          'runner',
        ]).extend({
          newCluster: z
            .boolean()
            .optional()
            .describe(
              'Whether a cluster is to be created, so that it needs subnets',
            ),
        }),
      output: () =>
        z.object({
          clusterName: z.string().describe('Name of the cluster'),
        }),
    },
    handler: ctx =>
      forOperator(ctx, async () => {
        const { newCluster, ...input } = ctx.input;
        const spec = parseSpec(input);
        const systems = await connect(service, spec, ctx);
        const problems = await preflight(spec, systems, { newCluster });
        if (problems.length > 0) {
          throw new InputError(
            [
              'Nothing was changed.',
              ...problems.map(({ field, reason }) => `${field}: ${reason}`),
            ].join('\n'),
          );
        }
        ctx.logger.info('Nothing stands in the way.');
        ctx.output('clusterName', spec.clusterName);
      }),
  });
}
