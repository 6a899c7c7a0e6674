import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { EventsService } from '@backstage/plugin-events-node';
import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import {
  awaitAccess,
  awaitCluster,
  duration,
  findCluster,
  HumanitecEksService,
  nodeSupply,
  observePart,
  PartError,
  parts,
  planPart,
  Systems,
} from 'backstage-plugin-humanitec-eks-node';
import { z } from 'zod/v3';
import { applyInTask } from './applyInTask';
import { connect } from './connect';
import { inputSchema } from './createApplyAction';
import { example } from './example';
import { forOperator } from './forOperator';
import { parseSpec } from './parseSpec';
import { publishBindingChanged } from './publishBindingChanged';

const DEFAULT_TIMEOUT_MINUTES = 40;

/** Creates `humanitec-eks:cluster:await`. */
export function createClusterAwait({
  events,
  service,
}: {
  events: EventsService;
  service: HumanitecEksService;
}) {
  return createTemplateAction({
    id: 'humanitec-eks:cluster:await',
    description:
      "Waits until the cluster is ACTIVE, gives Backstage's own role its access entry, and waits until the Kubernetes API answers.",
    examples: [
      example('Wait for the cluster', 'humanitec-eks:cluster:await', {
        timeoutMinutes: 60,
      }),
    ],
    supportsDryRun: true,
    schema: {
      input: () =>
        inputSchema(['aws', 'cluster']).extend({
          timeoutMinutes: z
            .number()
            .int()
            .min(1)
            .max(240)
            .optional()
            .describe(
              `How long to wait; ${DEFAULT_TIMEOUT_MINUTES} when left out`,
            ),
        }),
      output: () =>
        z.object({
          clusterName: z.string().describe('Name of the cluster'),
        }),
    },
    handler: ctx =>
      forOperator(ctx, async log => {
        const { timeoutMinutes = DEFAULT_TIMEOUT_MINUTES, ...input } =
          ctx.input;
        const spec = parseSpec(input);
        const systems = await connect(service, spec, ctx, log);
        ctx.output('clusterName', spec.clusterName);
        log.info(`Looking whether cluster ${spec.clusterName} is ACTIVE.`);
        if (ctx.isDryRun && spec.cluster.existing) {
          await planPart(parts.cluster, spec, systems);
          return;
        }
        if (ctx.isDryRun) {
          const { status } = await observePart(parts.cluster, spec, systems);
          log.info(
            status === 'missing'
              ? 'A real run would wait here until EKS has created the cluster, usually about 15 minutes.'
              : 'The cluster is there; a real run would only make sure that it answers.',
          );
          return;
        }
        try {
          await awaitCluster(spec, systems, timeoutMinutes * 60);
          log.info(`Cluster ${spec.clusterName} is ACTIVE.`);
        } catch (error) {
          systems.signal.throwIfAborted();
          throw new PartError('cluster', error);
        }
        // What could not be done while it was being created: access entries.
        const { made } = await applyInTask(parts.cluster, spec, systems, {
          service,
          taskId: ctx.task.id,
        });
        // The catalog can look at it while the steps after this one work.
        if (made.length > 0) await publishBindingChanged(events, spec);
        try {
          await awaitAccess(systems);
          log.info(
            `The Kubernetes API answers Backstage (${duration(
              log.seconds(),
            )}).`,
          );
          if (spec.cluster.existing) await tellNodes(spec, systems);
        } catch (error) {
          systems.signal.throwIfAborted();
          throw new PartError('cluster', error);
        }
      }),
  });
}

/** Of a cluster that somebody else made: whether the agent will find a node. */
async function tellNodes(spec: BindingSpec, systems: Systems) {
  const found = await findCluster(systems.aws, spec.clusterName);
  const kubernetes = await systems.kubernetes();
  if (!found || !kubernetes) return;
  const supply = nodeSupply(
    found,
    await kubernetes.list('v1', 'Node', undefined),
  );
  systems.progress(
    'missing' in supply
      ? `Nodes: ${supply.missing}. ${supply.remedy}`
      : `Nodes: ${supply.text}.`,
  );
}
