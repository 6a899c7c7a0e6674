import type {
  AuthService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  createTemplateAction,
  ScaffolderService,
} from '@backstage/plugin-scaffolder-node';
import {
  BindingSpec,
  partInfo,
  PartStatus,
} from 'backstage-plugin-humanitec-eks-common';
import {
  duration,
  HumanitecEksService,
  OPERATOR_COMMAND,
  operatorValues,
  planText,
  Proof,
  Verification,
  verifyBinding,
} from 'backstage-plugin-humanitec-eks-node';
import { z } from 'zod/v3';
import { awaitEntityRef, usualEntityRef } from './clusterEntityRef';
import { connect } from './connect';
import { EVERY_SECTION, inputSchema } from './createApplyAction';
import { example } from './example';
import { forOperator } from './forOperator';
import { parseSpec } from './parseSpec';
import { publishBindingChanged } from './publishBindingChanged';
import { renderFiles } from './renderFiles';
import { tellSummary } from './tellSummary';
import { VerificationFailed } from './verificationFailed';

/** Creates `humanitec-eks:binding:verify`. */
export function createBindingVerify(deps: {
  auth: AuthService;
  catalog: CatalogService;
  config: RootConfigService;
  events: EventsService;
  scaffolder: ScaffolderService;
  service: HumanitecEksService;
}) {
  const { events, service } = deps;
  return createTemplateAction({
    id: 'humanitec-eks:binding:verify',
    description:
      'Proves that Humanitec can deploy to the cluster: all parts in sync, credentials that work, rights in the cluster that are enough and not too many, and deployments that would reach it. Tells all that fails at once. Waits until the cluster is in the catalog.',
    examples: [
      example('Verify the whole binding', 'humanitec-eks:binding:verify', {
        envType: 'production',
      }),
    ],
    supportsDryRun: true,
    schema: {
      input: () => inputSchema(EVERY_SECTION),
      output: () =>
        z.object({
          entityRef: z.string().describe('The cluster in the catalog'),
          definitionUrl: z
            .string()
            .describe('The definition in the Humanitec console'),
          clusterUrl: z.string().describe('The cluster in the AWS console'),
          operator: z
            .enum(['notNeeded', 'ready', 'missing', 'unknown'])
            .describe(
              'The Humanitec Operator, which the cluster needs while the organization is in Direct mode',
            ),
          operatorCommand: z
            .string()
            .describe(
              'How the Humanitec Operator is installed; its values are in the workspace when it is missing',
            ),
        }),
    },
    handler: ctx =>
      forOperator(ctx, async log => {
        const spec = parseSpec(ctx.input);
        const systems = await connect(service, spec, ctx, log);
        const links = service.links(spec);
        ctx.output('entityRef', usualEntityRef(spec));
        ctx.output('definitionUrl', links.clusterDefinition);
        ctx.output('clusterUrl', links.cluster);

        log.info('Looking at all parts, and whether Humanitec can deploy.');
        const verification = await verifyBinding(spec, systems);
        const { parts, proofs, operator = 'unknown' } = verification;
        ctx.output('operator', operator);
        ctx.output('operatorCommand', OPERATOR_COMMAND);
        proofLines(verification).forEach(line => log.info(line));
        if (operator === 'missing') {
          const file = operatorValues(spec.organization);
          await renderFiles(ctx.workspacePath, [file]);
        }
        const wrong = [
          ...parts.filter(isWrong).map(statusText),
          ...proofs.filter(hasFailed).map(proofText),
        ];
        if (ctx.isDryRun) {
          log.info(
            `${
              wrong.length
                ? 'A real run looks again after its other steps, and fails while something is ✗'
                : 'A real run would pass here'
            }. Nothing was changed: this is a dry-run.`,
          );
          return;
        }
        if (wrong.length > 0) {
          planLines(spec, parts).forEach(line => log.info(line));
          throw new VerificationFailed(
            [
              `Humanitec cannot deploy to ${spec.clusterName} yet:`,
              ...wrong.map(line => `  ${line}.`),
              'Run the template again; it mends what it can.',
            ].join('\n'),
          );
        }
        await publishBindingChanged(events, spec);
        const listed = await awaitEntityRef(spec, deps, systems);
        const entityRef = listed ?? usualEntityRef(spec);
        ctx.output('entityRef', entityRef);
        const time = duration(log.seconds());
        log.info(
          operator === 'missing'
            ? `The binding of ${spec.clusterName} is whole (${time}). One thing is left before Humanitec can deploy there: the Humanitec Operator, as told above.`
            : `Humanitec can deploy to ${spec.clusterName} (${time}).`,
        );
        log.info(
          listed
            ? `It is in the catalog as ${entityRef}.`
            : `It is not in the catalog yet; it will be as ${entityRef} within ten minutes.`,
        );
        await tellSummary(ctx, deps.scaffolder, log, [
          ['Cluster in the catalog', catalogUrl(deps.config, entityRef)],
          ['Definition in Humanitec', links.clusterDefinition],
          ['Cluster in AWS', links.cluster],
        ]);
      }),
  });
}

/** The page of the cluster, where the app serves the catalog as it does by default. */
function catalogUrl(config: RootConfigService, entityRef: string): string {
  const app = config.getOptionalString('app.baseUrl') ?? '';
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return `${app.replace(/\/$/, '')}/catalog/${namespace}/${kind}/${name}`;
}

const SIGNS = { passed: '✓', failed: '✗', told: '•' };

/** One line for each part and each proof. */
function proofLines({ parts, proofs }: Verification): string[] {
  return [
    ...parts.map(
      part =>
        `  ${isWrong(part) ? SIGNS.failed : SIGNS.passed} ${statusText(part)}`,
    ),
    ...proofs.map(proof => `  ${SIGNS[proof.outcome]} ${proofText(proof)}`),
  ];
}

/** What would mend the parts that differ. */
function planLines(spec: BindingSpec, parts: PartStatus[]): string[] {
  return parts
    .filter(({ changes }) => changes.length > 0)
    .flatMap(({ part, changes }) =>
      planText(part, spec, { changes, unchanged: [] }),
    );
}

function isWrong({ status }: PartStatus): boolean {
  return status !== 'inSync';
}

function hasFailed({ outcome }: Proof): boolean {
  return outcome === 'failed';
}

function proofText({ title, text }: Proof): string {
  return `${title}: ${text}`;
}

function statusText(status: PartStatus): string {
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
