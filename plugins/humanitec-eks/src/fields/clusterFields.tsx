import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import {
  checkClusterName,
  checkConfirmName,
  checkName,
  checkSubnets,
} from './checks/fieldChecks';
import { ClusterNameField } from './clusterName/ClusterNameField';
import { ConfirmNameField } from './clusterName/ConfirmNameField';
import { NameField } from './name/NameField';
import { nameKeys } from './name/names';
import { SubnetsField } from './subnets/SubnetsField';

// The cluster, its network, and what is named after it.

export const clusterName = createFormField({
  name: 'HumanitecEksClusterName',
  component: ClusterNameField,
  validation: checkClusterName,
  schema: makeFieldSchema({
    output: z => z.string(),
    uiOptions: z =>
      z.object({
        existing: z
          .boolean()
          .optional()
          .describe('Offer the clusters that are there; else it is a new name'),
      }),
  }),
});

export const confirmName = createFormField({
  name: 'HumanitecEksConfirmName',
  component: ConfirmNameField,
  validation: checkConfirmName,
  schema: makeFieldSchema({ output: z => z.string() }),
});

export const subnets = createFormField({
  name: 'HumanitecEksSubnets',
  component: SubnetsField,
  validation: checkSubnets,
  schema: makeFieldSchema({ output: z => z.array(z.string()) }),
});

export const name = createFormField({
  name: 'HumanitecEksName',
  component: NameField,
  validation: checkName,
  schema: makeFieldSchema({
    output: z => z.string(),
    uiOptions: z =>
      z.object({
        name: z
          .string()
          .optional()
          .describe(`Which name it is: ${nameKeys.join(', ')}`),
      }),
  }),
});
