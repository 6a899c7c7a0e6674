import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  duration,
  HumanitecEksService,
  PartError,
  revokeAdmin,
} from 'backstage-plugin-humanitec-eks-node';
import { z } from 'zod/v3';
import { connect } from './connect';
import { inputSchema } from './createApplyAction';
import { example } from './example';
import { forOperator } from './forOperator';
import { parseSpec } from './parseSpec';

/** Creates `humanitec-eks:cluster:revokeAccess`. */
export function createClusterRevokeAccess({
  service,
}: {
  service: HumanitecEksService;
}) {
  return createTemplateAction({
    id: 'humanitec-eks:cluster:revokeAccess',
    description:
      "Takes Backstage's own administrator access to the cluster away, as the last step, and notes that on the cluster. Backstage then no longer sees what is in the cluster; cluster.restoreAccess of humanitec-eks:cluster:apply and humanitec-eks:cluster:await gives the access back.",
    examples: [
      example(
        "Take Backstage's own access away",
        'humanitec-eks:cluster:revokeAccess',
      ),
    ],
    supportsDryRun: true,
    schema: {
      input: () => inputSchema(['aws']),
      output: () =>
        z.object({
          changed: z.boolean().describe('Whether there was access to take'),
        }),
    },
    handler: ctx =>
      forOperator(ctx, async log => {
        const spec = parseSpec(ctx.input);
        const systems = await connect(service, spec, ctx, log);
        log.info("Looking at Backstage's own access to the cluster.");
        try {
          const changed = await revokeAdmin(spec, systems, {
            dryRun: ctx.isDryRun,
          });
          const time = duration(log.seconds());
          log.info(`${revokedText(changed, ctx.isDryRun)} (${time})`);
          ctx.output('changed', changed);
        } catch (error) {
          systems.signal.throwIfAborted();
          throw new PartError('cluster', error);
        }
      }),
  });
}

function revokedText(changed: boolean, isDryRun = false): string {
  if (isDryRun) {
    return `${
      changed ? '1 to delete' : '1 unchanged'
    }. Nothing was changed: this is a dry-run.`;
  }
  return changed ? 'Done: 1 deleted.' : 'Unchanged.';
}
