import { z } from 'zod';
import { pageName } from './actionPage';
import { fieldsOf, fieldTable } from './fields';

const titled = z.object({ title: z.string() });

export const templateSchema = z.object({
  metadata: z.object({
    name: z.string(),
    title: z.string(),
    description: z.string(),
  }),
  spec: z.object({
    parameters: z.array(
      z.looseObject({
        title: z.string(),
        description: z.string().optional(),
      }),
    ),
    steps: z.array(
      z.object({
        name: z.string(),
        action: z.string(),
        if: z.union([z.string(), z.boolean()]).optional(),
      }),
    ),
    output: z
      .object({
        links: z.array(titled).default([]),
        text: z.array(titled).default([]),
      })
      .prefault({}),
  }),
});

export type DescribedTemplate = z.infer<typeof templateSchema>;

/** The reference page of a template, in Markdown: its form page by page, its steps, and what it gives back. */
export function templatePage({ metadata, spec }: DescribedTemplate): string {
  const { links, text } = spec.output;
  return `${[
    `# ${metadata.title}`,
    metadata.description,
    `\`template:default/${metadata.name}\``,
    '## Parameters',
    ...spec.parameters.flatMap(parameterPage),
    '## Steps',
    spec.steps.map(stepLine).join('\n'),
    '## Output',
    [...links, ...text].map(({ title }) => `- ${title}`).join('\n'),
  ].join('\n\n')}\n`;
}

/** The list of all templates, in Markdown. */
export function templateIndex(templates: DescribedTemplate[]): string {
  return `${[
    '# Templates',
    'In `examples/templates`. Parameters of the same name mean the same in all of them.',
    templates
      .map(
        ({ metadata: { name, title, description } }) =>
          `- [${title}](${name}.md): ${description}`,
      )
      .join('\n'),
  ].join('\n\n')}\n`;
}

function parameterPage(page: DescribedTemplate['spec']['parameters'][number]) {
  const fields = fieldsOf(page).filter(({ type }) => type !== 'nothing');
  return [
    `### ${page.title}`,
    ...(page.description ? [page.description] : []),
    ...(fields.length
      ? [
          fieldTable(fields, [
            'Parameter',
            'Title',
            'Type',
            'Needed',
            'Default',
            '',
          ]),
        ]
      : []),
  ];
}

function stepLine({
  name,
  action,
  if: condition,
}: DescribedTemplate['spec']['steps'][number]): string {
  const shown = action.startsWith('humanitec-eks:')
    ? `[${action}](../actions/${pageName(action)})`
    : `\`${action}\``;
  return `1. ${name}: ${shown}${
    condition === undefined ? '' : ', only when asked for'
  }`;
}
