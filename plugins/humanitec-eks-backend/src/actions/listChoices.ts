import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { choiceKinds } from 'backstage-plugin-humanitec-eks-common';
import type { ChoiceLookUps } from '../forms/choiceLookUps';
import { parseChoiceRequest } from '../forms/choiceRequest';
import { choicesSchema } from '../forms/choices';
import { whoAsks } from './whoAsks';

export function registerListChoices({
  actionsRegistry,
  choices,
}: {
  actionsRegistry: ActionsRegistryService;
  choices: ChoiceLookUps;
}): void {
  actionsRegistry.register({
    name: 'list-choices',
    title: 'List what the forms for a cluster offer',
    description:
      'Lists the values that an input of the templates for clusters may have: Humanitec organizations, AWS accounts, regions of an account, clusters and subnets of an account and region, environment types, applications and agents of an organization. Use it before you start a template, to give inputs that exist.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z
          .object({
            kind: z
              .string()
              .describe(`What to list: ${Object.keys(choiceKinds).join(', ')}`),
            organization: z
              .string()
              .optional()
              .describe('For environmentTypes, applications and agents'),
            awsAccountId: z
              .string()
              .optional()
              .describe('For regions, clusters and subnets'),
            region: z.string().optional().describe('For clusters and subnets'),
          })
          .strict(),
      output: z => z.object({ items: choicesSchema }),
    },
    examples: [
      { title: 'Organizations', input: { kind: 'organizations' } },
      {
        title: 'Clusters of an account in a region',
        input: {
          kind: 'clusters',
          awsAccountId: '111122223333',
          region: 'eu-central-1',
        },
      },
    ],
    action: async ({ input: { kind, ...query }, credentials }) => ({
      output: await choices(
        whoAsks(credentials),
        parseChoiceRequest(kind, query),
      ),
    }),
  });
}
