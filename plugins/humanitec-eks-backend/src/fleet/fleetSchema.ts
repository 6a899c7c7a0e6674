import {
  criterionSchema,
  Fleet,
  fleetFilters,
  FleetRow,
} from 'backstage-plugin-humanitec-eks-common';
import { z } from 'zod/v3';

/** Every key of a type needs a schema: what was forgotten would not be told. */
type ShapeOf<T> = Record<keyof T, z.ZodTypeAny>;

const row = z.object({
  entityRef: z.string(),
  title: z.string(),
  organization: z.string(),
  awsAccountId: z.string(),
  region: z.string(),
  clusterName: z.string(),
  verdict: z
    .enum(['ready', 'differs', 'broken', 'notBound', 'unknown'])
    .optional()
    .describe('Left out until the cluster was looked at'),
  reason: z.string().optional(),
  kubernetesVersion: z.string().optional(),
  agent: z.object({ ready: z.number(), wanted: z.number() }).optional(),
  criteria: z.array(criterionSchema).describe('Who lands there'),
  environments: z.number().optional(),
  observedAt: z.string().optional().describe('ISO 8601'),
} satisfies ShapeOf<FleetRow>);

const counts = z.record(z.number());

/** A {@link Fleet}. */
export const fleetSchema = z.object({
  items: z.array(row),
  total: z.number().describe('How many the filters leave'),
  counts: z
    .object({
      verdict: counts,
      organization: counts,
      awsAccountId: counts,
      region: counts,
      kubernetesVersion: counts,
      envType: counts,
    } satisfies Record<(typeof fleetFilters)[number], z.ZodTypeAny>)
    .describe('How many there are of each value, before filters'),
  refreshing: z.boolean().describe('Ask again soon for what is newer'),
  failures: z
    .array(z.object({ organization: z.string(), reason: z.string() }))
    .describe('Organizations that did not answer; their rows are as they were'),
} satisfies ShapeOf<Fleet>);
