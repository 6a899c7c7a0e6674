import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** The worked example: what every template passes to every action. */
const identity = {
  organization: 'platform-org',
  awsAccountId: '111122223333',
  region: 'eu-central-1',
  clusterName: 'eks-automode-prod',
};

/** One step of a template, as the list of installed actions shows it. */
export function example(
  description: string,
  action: string,
  input: Record<string, unknown> = {},
): TemplateExample {
  const [, subject] = action.split(':');
  return {
    description,
    example: stringify({
      steps: [
        {
          id: subject,
          action,
          name: description,
          input: { ...identity, ...input },
        },
      ],
    }),
  };
}
