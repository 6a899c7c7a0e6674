import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { Finding, findingText } from 'backstage-plugin-humanitec-eks-common';
import {
  duration,
  HumanitecEksService,
  preflight,
} from 'backstage-plugin-humanitec-eks-node';
import { z } from 'zod/v3';
import { connect } from './connect';
import { EVERY_SECTION, inputSchema } from './createApplyAction';
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
          envType: 'production',
        },
      ),
    ],
    supportsDryRun: true,
    schema: {
      input: () =>
        inputSchema(EVERY_SECTION).extend({
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
          findings: z
            .number()
            .describe('How many warnings there are; with an error, it fails'),
        }),
    },
    handler: ctx =>
      forOperator(ctx, async log => {
        const { newCluster, ...input } = ctx.input;
        const spec = parseSpec(input);
        const systems = await connect(service, spec, ctx, log);
        log.info('Looking at all that can be known before anything is made.');
        const findings = await preflight(spec, systems, { newCluster });
        findingLines(findings).forEach(line => log.info(line));
        const errors = findings.filter(isError);
        if (errors.length > 0) {
          throw new InputError(
            ['Nothing was changed.', ...errors.map(findingText)].join('\n'),
          );
        }
        log.info(`Checked (${duration(log.seconds())}).`);
        ctx.output('findings', findings.length);
        ctx.output('clusterName', spec.clusterName);
      }),
  });
}

function isError({ severity }: Finding): boolean {
  return severity === 'error';
}

/** One line a finding, under a line with their numbers. */
function findingLines(findings: Finding[]): string[] {
  const errors = findings.filter(isError);
  const warnings = findings.filter(finding => !isError(finding));
  if (findings.length === 0) return ['Nothing stands in the way.'];
  const count = [
    ...(errors.length ? [counted(errors.length, 'error')] : []),
    ...(warnings.length ? [counted(warnings.length, 'warning')] : []),
  ].join(', ');
  return [
    errors.length ? `${count}:` : `Nothing stands in the way; ${count}:`,
    ...errors.map(finding => `  ! ${findingText(finding)}`),
    ...warnings.map(finding => `  ~ ${findingText(finding)}`),
  ];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
