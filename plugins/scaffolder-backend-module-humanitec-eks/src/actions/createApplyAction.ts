import {
  createTemplateAction,
  TemplateExample,
} from '@backstage/plugin-scaffolder-node';
import {
  BindingSpec,
  identityFields,
  PartId,
  ruleFields,
  sectionFields,
  sharedFields,
} from 'backstage-plugin-humanitec-eks-common';
import {
  HumanitecEksService,
  parts,
  planCount,
  planPart,
} from 'backstage-plugin-humanitec-eks-node';
import { z } from 'zod/v3';
import { applyInTask } from './applyInTask';
import { appliedText } from './appliedText';
import { forOperator } from './forOperator';
import { parseSpec } from './parseSpec';
import { renderFiles } from './renderFiles';
import { connect } from './connect';

/** `rules` are the inputs that say who lands in the cluster. */
export type Section = keyof typeof sectionFields | 'rules';

/**
 * An action that brings one part about: looks, tells the plan, carries it out.
 * In a dry-run it only tells the plan and leaves the files in the workspace.
 *
 * @param options - `sections` are the inputs beside the common ones; `outputs`
 *   follow from the spec alone, so that a dry-run gives the values of a real run
 */
export function createApplyAction<Output extends string>(options: {
  service: HumanitecEksService;
  part: PartId;
  description: string;
  sections: Section[];
  outputs: Record<
    Output,
    { description: string; value: (spec: BindingSpec) => string }
  >;
  examples: TemplateExample[];
}) {
  const part = parts[options.part];
  const outputs = Object.entries<(typeof options.outputs)[Output]>(
    options.outputs,
  );
  const outputFields: Record<string, z.ZodType<string | boolean>> = {
    changed: z.boolean().describe('Whether anything had to be made or changed'),
    ...Object.fromEntries(
      outputs.map(([name, { description }]) => [
        name,
        z.string().describe(description),
      ]),
    ),
  };
  return createTemplateAction({
    id: `humanitec-eks:${options.part}:apply`,
    description: options.description,
    examples: options.examples,
    supportsDryRun: true,
    schema: {
      input: () => inputSchema(options.sections),
      output: () => z.object(outputFields),
    },
    handler: ctx =>
      forOperator(ctx, async log => {
        const spec = parseSpec(ctx.input);
        const systems = await connect(options.service, spec, ctx, log);
        if (ctx.isDryRun) {
          const plan = await planPart(part, spec, systems);
          await renderFiles(ctx.workspacePath, part.render(spec));
          log.info(
            `${planCount(
              plan,
              'before',
            )}. Nothing was changed: this is a dry-run.`,
          );
          ctx.output('changed', plan.changes.length > 0);
        } else {
          const applied = await applyInTask(part, spec, systems, {
            service: options.service,
            taskId: ctx.task.id,
          });
          log.info(appliedText(applied, log.seconds()));
          ctx.output('changed', applied.made.length > 0);
        }
        for (const [name, { value }] of outputs) ctx.output(name, value(spec));
      }),
  });
}

/** What an action takes that is about the whole binding. */
export const EVERY_SECTION: Section[] = [
  'rules',
  'aws',
  'cluster',
  'accessRole',
  'clusterDefinition',
  'agent',
  'runner',
];

/** The common inputs and some sections; the JSON schema refuses anything else. */
export function inputSchema(sections: Section[]) {
  return z.object({
    ...identityFields,
    ...sharedFields,
    ...Object.fromEntries(
      sections.flatMap(name =>
        Object.entries(
          name === 'rules' ? ruleFields : { [name]: sectionFields[name] },
        ),
      ),
    ),
  });
}
