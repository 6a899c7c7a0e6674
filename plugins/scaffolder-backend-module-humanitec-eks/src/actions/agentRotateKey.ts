import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  agentKeyRotation,
  applyPart,
  HumanitecEksService,
  planCount,
  planPart,
} from 'backstage-plugin-humanitec-eks-node';
import { z } from 'zod/v3';
import { appliedText } from './appliedText';
import { connect } from './connect';
import { inputSchema } from './createApplyAction';
import { example } from './example';
import { forOperator } from './forOperator';
import { parseSpec } from './parseSpec';

/** Creates `humanitec-eks:agent:rotateKey`. */
export function createAgentRotateKey({
  service,
}: {
  service: HumanitecEksService;
}) {
  return createTemplateAction({
    id: 'humanitec-eks:agent:rotateKey',
    description:
      'Gives the Humanitec Agent a new key: registers it, rolls the pods, and deletes the old key only when all pods are ready with the new one. Completes a rotation that was interrupted.',
    examples: [
      example('Rotate the key now', 'humanitec-eks:agent:rotateKey'),
      example(
        'Rotate the key when it is a year old, in a template that runs on a schedule',
        'humanitec-eks:agent:rotateKey',
        { olderThanDays: 365 },
      ),
    ],
    supportsDryRun: true,
    schema: {
      input: () =>
        inputSchema([])
          .omit({ adopt: true })
          .extend({
            olderThanDays: z
              .number()
              .int()
              .min(1)
              .max(730)
              .optional()
              .describe(
                'Rotate only a key of this age, or one that expires within 30 days; any key when left out',
              ),
          }),
      output: () =>
        z.object({
          changed: z
            .boolean()
            .describe('Whether the agent has another key now'),
          agentId: z.string().describe('ID of the agent'),
        }),
    },
    handler: ctx =>
      forOperator(
        ctx,
        async log => {
          const { olderThanDays, ...input } = ctx.input;
          const spec = parseSpec(input);
          const systems = await connect(service, spec, ctx, log);
          ctx.output('agentId', spec.names.agent);
          log.info('Looking at the key of the agent.');
          const { part, reason } = await agentKeyRotation(
            spec,
            { olderThanDays },
            systems,
          );
          log.info(reason);
          if (!part) {
            log.info('Unchanged.');
            ctx.output('changed', false);
          } else if (ctx.isDryRun) {
            const plan = await planPart(part, spec, systems);
            log.info(
              `${planCount(
                plan,
                'before',
              )}. Nothing was changed: this is a dry-run.`,
            );
            ctx.output('changed', true);
          } else {
            const applied = await applyPart(part, spec, systems);
            log.info(appliedText(applied, log.seconds()));
            ctx.output('changed', applied.made.length > 0);
          }
        },
        { nextRun: 'Run it again to complete the rotation.' },
      ),
  });
}
