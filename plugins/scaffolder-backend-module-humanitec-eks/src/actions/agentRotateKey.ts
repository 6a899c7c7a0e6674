import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  agentKeyExpiry,
  agentKeyRotation,
  applyPart,
  discoverSpec,
  HumanitecEksService,
  planCount,
  planPart,
} from 'backstage-plugin-humanitec-eks-node';
import { z } from 'zod/v3';
import { appliedText } from './appliedText';
import { findEntityRef, usualEntityRef } from './clusterEntityRef';
import { connect } from './connect';
import { inputSchema } from './createApplyAction';
import { example } from './example';
import { forOperator } from './forOperator';
import { parseSpec } from './parseSpec';

/** Creates `humanitec-eks:agent:rotateKey`. */
export function createAgentRotateKey(deps: {
  auth: AuthService;
  catalog: CatalogService;
  service: HumanitecEksService;
}) {
  const { service } = deps;
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
          dryRun: z
            .boolean()
            .describe('Whether this was a dry-run, which changes nothing'),
          agentId: z.string().describe('ID of the agent'),
          keyExpires: z
            .string()
            .describe(
              'Day on which the key of the agent expires, as YYYY-MM-DD, or why it is not known',
            ),
          entityRef: z.string().describe('The cluster in the catalog'),
        }),
    },
    handler: ctx =>
      forOperator(
        ctx,
        async log => {
          const { olderThanDays, ...input } = ctx.input;
          const asked = parseSpec(input);
          const systems = await connect(service, asked, ctx, log);
          log.info('Looking at the key of the agent.');
          // A form asks for the cluster only; what it was named is read from what is there.
          const spec = await discoverSpec(asked, input.names, systems);
          ctx.output('dryRun', ctx.isDryRun ?? false);
          ctx.output('agentId', spec.names.agent);
          ctx.output(
            'entityRef',
            (await findEntityRef(spec, deps)) ?? usualEntityRef(spec),
          );
          const { part, reason } = await agentKeyRotation(
            spec,
            { olderThanDays },
            systems,
          );
          log.info(reason);
          if (part && ctx.isDryRun) {
            const plan = await planPart(part, spec, systems);
            log.info(
              `${planCount(
                plan,
                'before',
              )}. Nothing was changed: this is a dry-run.`,
            );
            ctx.output('changed', true);
            ctx.output('keyExpires', 'known after the run');
            return;
          }
          if (part) {
            const applied = await applyPart(part, spec, systems);
            log.info(appliedText(applied, log.seconds()));
            ctx.output('changed', applied.made.length > 0);
          } else {
            log.info('Unchanged.');
            ctx.output('changed', false);
          }
          const expires = await agentKeyExpiry(spec, systems);
          ctx.output('keyExpires', expires ?? 'not known to Humanitec');
          if (expires) log.info(`The key expires on ${expires}.`);
        },
        { nextRun: 'Run it again to complete the rotation.' },
      ),
  });
}
