import type {
  BindingEnvironment,
  BindingEnvironments,
} from 'backstage-plugin-humanitec-eks-common';
import { z } from 'zod/v3';

/** Every key of a type needs a schema: what was forgotten would be left out of what is kept. */
type ShapeOf<T> = Record<keyof T, z.ZodTypeAny>;

const lastDeployment = z.object({
  id: z.string(),
  status: z.enum(['pending', 'in progress', 'succeeded', 'failed']),
  at: z.string().describe('ISO 8601'),
  by: z.string().optional(),
  comment: z.string().optional(),
} satisfies ShapeOf<NonNullable<BindingEnvironment['lastDeployment']>>);

const environment = z.object({
  appId: z.string(),
  envId: z.string(),
  envType: z.string(),
  state: z
    .enum(['here', 'comes', 'leaves'])
    .describe(
      'here: deployed there, and stays; comes: goes there with its next deployment; leaves: deployed there, and goes elsewhere with its next',
    ),
  lastDeployment: lastDeployment.optional(),
} satisfies ShapeOf<BindingEnvironment>);

/** {@link BindingEnvironments}. */
export const environmentsSchema = z.object({
  items: z.array(environment).describe('By application, then environment'),
  total: z.number().describe('May be more than the items: they are limited'),
  observedAt: z.string().describe('ISO 8601'),
} satisfies ShapeOf<BindingEnvironments>);
