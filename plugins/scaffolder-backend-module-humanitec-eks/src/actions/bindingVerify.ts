import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  clusterEntityName,
  partInfo,
  PartStatus,
} from 'backstage-plugin-humanitec-eks-common';
import {
  HumanitecEksService,
  observeBinding,
  planText,
} from 'backstage-plugin-humanitec-eks-node';
import { z } from 'zod/v3';
import { awaitEntity } from './awaitEntity';
import { connect } from './connect';
import { inputSchema } from './createApplyAction';
import { example } from './example';
import { forOperator } from './forOperator';
import { parseSpec } from './parseSpec';
import { publishBindingChanged } from './publishBindingChanged';

/** Creates `humanitec-eks:binding:verify`. */
export function createBindingVerify(deps: {
  auth: AuthService;
  catalog: CatalogService;
  events: EventsService;
  service: HumanitecEksService;
}) {
  const { events, service } = deps;
  return createTemplateAction({
    id: 'humanitec-eks:binding:verify',
    description:
      'Looks at all parts of the binding, fails unless each is in sync, and waits until the cluster is in the catalog.',
    examples: [
      example('Verify the whole binding', 'humanitec-eks:binding:verify', {
        criteria: [{ envType: 'production' }],
      }),
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
        ]),
      output: () =>
        z.object({
          entityRef: z.string().describe('The cluster in the catalog'),
          definitionUrl: z
            .string()
            .describe('The definition in the Humanitec console'),
          clusterUrl: z.string().describe('The cluster in the AWS console'),
        }),
    },
    handler: ctx =>
      forOperator(ctx, async () => {
        const spec = parseSpec(ctx.input);
        const systems = await connect(service, spec, ctx);
        const entityRef = `resource:default/${clusterEntityName(spec)}`;
        const links = service.links(spec);
        ctx.output('entityRef', entityRef);
        ctx.output('definitionUrl', links.humanitecDefinition);
        ctx.output('clusterUrl', links.awsCluster);

        const { parts } = await observeBinding(spec, systems);
        for (const status of parts) ctx.logger.info(statusLine(status));
        if (ctx.isDryRun) {
          ctx.logger.info(
            'A real run would fail here unless all parts are in sync.',
          );
          return;
        }
        const wrong = parts.filter(({ status }) => status !== 'inSync');
        if (wrong.length > 0) {
          for (const { part, changes } of wrong) {
            if (changes.length === 0) continue;
            planText(part, spec, changes).forEach(line =>
              ctx.logger.info(line),
            );
          }
          throw new Error(
            `The binding is not complete: ${wrong
              .map(statusLine)
              .join('; ')}. Run the template again; it mends what it can.`,
          );
        }
        await publishBindingChanged(events, spec);
        const isListed = await awaitEntity(entityRef, deps, systems);
        ctx.logger.info(`Humanitec can deploy to ${spec.clusterName}.`);
        ctx.logger.info(
          isListed
            ? `It is in the catalog as ${entityRef}.`
            : `It is not in the catalog yet; it will be as ${entityRef} within ten minutes.`,
        );
      }),
  });
}

function statusLine(status: PartStatus): string {
  const { title } = partInfo[status.part];
  return status.status === 'unknown'
    ? `${title}: unknown, ${status.reason}`
    : `${title}: ${WORDS[status.status]}`;
}

const WORDS = {
  inSync: 'in sync',
  drifted: 'drifted',
  missing: 'missing',
  foreign: 'somebody else’s',
};
