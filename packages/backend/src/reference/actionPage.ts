import { z } from 'zod';
import { fieldsOf, fieldTable } from './fields';

/** What `GET /v2/actions` of the scaffolder says of an action. */
export const installedActionSchema = z.object({
  id: z.string(),
  description: z.string(),
  examples: z
    .array(z.object({ description: z.string(), example: z.string() }))
    .default([]),
  schema: z.object({
    input: z.unknown().optional(),
    output: z.unknown().optional(),
  }),
});

export type DescribedAction = z.infer<typeof installedActionSchema>;

/** Operations by system, as the examples made them. */
export type Calls = Record<string, string[]>;

/** The reference page of an action, in Markdown: what the scaffolder says of it, and what its examples called. */
export function actionPage(action: DescribedAction, calls: Calls): string {
  const { id, description, examples, schema } = action;
  return [
    `# ${id}`,
    description,
    '## Inputs',
    fieldTable(fieldsOf(schema.input), ['Input', 'Type', 'Needed', '']),
    '## Outputs',
    fieldTable(fieldsOf(schema.output), ['Output', 'Type', '']),
    '## Calls',
    'What the examples below call, when there is nothing yet and when all is as asked for.',
    callList(calls),
    '## Needs to be allowed',
    permissionList(calls),
    '## Examples',
    'Each of them is run by a test.',
    ...examples.flatMap(({ description: title, example }) => [
      `### ${title}`,
      `\`\`\`yaml\n${example.trimEnd()}\n\`\`\``,
    ]),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

/** The list of all actions, in Markdown. */
export function actionIndex(actions: DescribedAction[]): string {
  return `${[
    '# Actions',
    'The same is shown by a running Backstage under `/create/actions`. Every action can be dry-run.',
    actions
      .map(
        ({ id, description }) =>
          `- [${id}](${pageName(id)}): ${description
            .split('. ')[0]
            .replace(/\.$/, '')}.`,
      )
      .join('\n'),
  ].join('\n\n')}\n`;
}

/** `humanitec-eks:agent:apply` → `agent-apply.md` */
export function pageName(id: string): string {
  return `${id.split(':').slice(1).join('-')}.md`;
}

const SYSTEMS: Record<string, string> = {
  sts: 'AWS STS',
  iam: 'AWS IAM',
  ec2: 'Amazon EC2',
  eks: 'Amazon EKS',
  humanitec: 'Humanitec',
  kubernetes: 'Kubernetes',
};

function callList(calls: Calls): string {
  return Object.entries(SYSTEMS)
    .filter(([system]) => calls[system]?.length)
    .map(
      ([system, title]) =>
        `- ${title}: ${calls[system].map(call => `\`${call}\``).join(', ')}`,
    )
    .join('\n');
}

/** STS answers GetCallerIdentity to anyone; the role that Backstage assumes trusts it already. */
function permissionList(calls: Calls): string {
  const actions = ['ec2', 'eks', 'iam'].flatMap(service =>
    (calls[service] ?? []).map(operation => `\`${service}:${operation}\``),
  );
  const lines = [
    actions.length &&
      `- AWS, for Backstage's role in the account: ${actions.join(
        ', ',
      )}; for repairs and removal too, see [iam-policy.json](../iam-policy.json).`,
    calls.humanitec?.length &&
      '- Humanitec: the token of a service user that is Administrator of the organization.',
    calls.kubernetes?.length &&
      '- Kubernetes: the access policy AmazonEKSClusterAdminPolicy, which `humanitec-eks:cluster:await` gives to Backstage’s own role.',
  ].filter(Boolean);
  return lines.join('\n') || '- Nothing.';
}
