import { InputError } from '@backstage/errors';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  createTemplateAction,
  ScaffolderService,
} from '@backstage/plugin-scaffolder-node';
import { partInfo } from 'backstage-plugin-humanitec-eks-common';
import {
  discoverSpec,
  duration,
  HumanitecEksService,
  Removal,
  removeBinding,
} from 'backstage-plugin-humanitec-eks-node';
import { z } from 'zod/v3';
import { connect } from './connect';
import { inputSchema } from './createApplyAction';
import { example } from './example';
import { forOperator } from './forOperator';
import { parseSpec } from './parseSpec';
import { publishBindingChanged } from './publishBindingChanged';
import { tellSummary } from './tellSummary';

const examples = [
  example(
    'Take a binding away, and keep the cluster',
    'humanitec-eks:binding:remove',
    {
      confirm: 'eks-automode-prod',
    },
  ),
  example(
    'Take a binding away, and the cluster with it',
    'humanitec-eks:binding:remove',
    { confirm: 'eks-automode-prod', keepCluster: false },
  ),
];

/** Creates `humanitec-eks:binding:remove`. */
export function createBindingRemove({
  events,
  scaffolder,
  service,
}: {
  events: EventsService;
  scaffolder: ScaffolderService;
  service: HumanitecEksService;
}) {
  return createTemplateAction({
    id: 'humanitec-eks:binding:remove',
    description:
      'Takes a binding away, in the reverse order, and only what carries its mark. Refuses while environments are deployed through it. The cluster stays unless keepCluster is false. Says what it left, and why.',
    examples,
    supportsDryRun: true,
    schema: {
      input: () =>
        inputSchema([]).extend({
          confirm: z.string().describe('The name of the cluster, once more'),
          keepCluster: z
            .boolean()
            .optional()
            .describe(
              'Keep the EKS cluster, its IAM roles and the access of Backstage; true when left out. A cluster that this binding has not made stays in any case, and the access of Backstage goes',
            ),
          liftDeletionProtection: z
            .boolean()
            .optional()
            .describe(
              'With keepCluster: false, lift the deletion protection of the cluster first; otherwise a protected cluster stays',
            ),
          restoreAccess: z
            .boolean()
            .optional()
            .describe(
              'Where Backstage has given up its own access to the cluster, take it back for as long as the removal lasts',
            ),
          force: z
            .boolean()
            .optional()
            .describe(
              'Go on although environments are deployed through it, or the cluster cannot be reached',
            ),
        }),
      output: () =>
        z.object({
          changed: z.boolean().describe('Whether anything was there'),
          dryRun: z
            .boolean()
            .describe('Whether this was a dry-run, which changes nothing'),
          removed: z
            .array(z.string())
            .describe('The parts that were taken away, or would be, in words'),
          left: z
            .array(z.string())
            .describe('What stays, and why; one sentence each'),
          clusterUrl: z.string().describe('The cluster in the AWS console'),
        }),
    },
    handler: ctx =>
      forOperator(
        ctx,
        async log => {
          const {
            confirm,
            keepCluster = true,
            liftDeletionProtection,
            restoreAccess,
            force,
            ...input
          } = ctx.input;
          const asked = parseSpec(input);
          if (confirm !== asked.clusterName) {
            throw new InputError(
              `confirm: must be the name of the cluster, ${asked.clusterName}`,
            );
          }
          const systems = await connect(service, asked, ctx, log);
          log.info(`Looking for what is there of ${asked.clusterName}.`);
          const spec = await discoverSpec(asked, input.names, systems);
          const removal = await removeBinding(spec, systems, {
            keepCluster,
            liftDeletionProtection,
            restoreAccess,
            force,
            dryRun: ctx.isDryRun,
          });
          if (!ctx.isDryRun) await publishBindingChanged(events, spec);

          const seconds = log.seconds();
          summary(removal, { seconds, dryRun: ctx.isDryRun }).forEach(line =>
            log.info(line),
          );
          const { cluster: clusterUrl } = service.links(spec);
          if (!ctx.isDryRun) {
            await tellSummary(
              ctx,
              scaffolder,
              log,
              keepCluster ? [['Cluster in AWS', clusterUrl]] : [],
            );
          }
          ctx.output('changed', titlesOf(removal).length > 0);
          ctx.output('dryRun', ctx.isDryRun ?? false);
          ctx.output('removed', titlesOf(removal));
          ctx.output('left', removal.left.map(leftText));
          ctx.output('clusterUrl', clusterUrl);
        },
        { nextRun: 'Run it again to take the rest away.' },
      ),
  });
}

function summary(
  removal: Removal,
  { seconds, dryRun = false }: { seconds: number; dryRun?: boolean },
): string[] {
  const { left } = removal;
  const titles = titlesOf(removal).join(', ');
  const nothing = 'Nothing of this binding is there.';
  const head = dryRun
    ? titles && `Would be taken away: ${titles}.`
    : titles && `Taken away in ${duration(seconds)}: ${titles}.`;
  return [
    head || nothing,
    ...(left.length ? [dryRun ? 'Would stay:' : 'Left:'] : []),
    ...left.map(one => `  ${leftText(one)}`),
    ...(dryRun ? ['Nothing was changed: this is a dry-run.'] : []),
  ];
}

function titlesOf({ removed, ownAccess }: Removal): string[] {
  return [
    ...removed.map(({ part }) => partInfo[part].title.toLowerCase()),
    ...(ownAccess ? ["Backstage's own access to the cluster"] : []),
  ];
}

/** `namespace humanitec-runner: it holds Secret x, which are not ours.` */
function leftText({ what, why }: Removal['left'][number]): string {
  return `${what}: ${/[.!?]$/.test(why) ? why : `${why}.`}`;
}
