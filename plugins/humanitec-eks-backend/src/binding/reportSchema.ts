import {
  BindingReport,
  Change,
  criterionSchema,
  Fact,
  FactId,
  factTitles,
  partIds,
  PartStatus,
  sectionFields,
  sharedFields,
  StatusName,
} from 'backstage-plugin-humanitec-eks-common';
import { z } from 'zod/v3';

// zod/v3, since the actions registry turns schemas of that version into JSON schema.

/** Every key of a type needs a schema: what was forgotten would be left out of what is kept. */
type ShapeOf<T> = Record<keyof T, z.ZodTypeAny>;
type StatusShape<Name extends StatusName> = ShapeOf<
  Extract<PartStatus, { status: Name }>
>;

const part = z.enum(partIds);

const change = z.object({
  action: z.enum(['create', 'update', 'delete', 'adopt', 'refuse']),
  kind: z.string().describe('What sort of thing, such as iam role'),
  name: z.string(),
  fields: z
    .array(
      z.union([
        z.object({ path: z.string(), hidden: z.literal(true) }),
        z.object({
          path: z.string(),
          from: z.unknown().optional(),
          to: z.unknown().optional(),
        }),
      ]),
    )
    .optional()
    .describe('What differs: from what is there, to what was asked for'),
  reason: z.string().optional(),
} satisfies ShapeOf<Change>);

const fact = z.object({
  id: z.string().refine(isFactId),
  value: z.string(),
} satisfies ShapeOf<Fact>);

function isFactId(id: string): id is FactId {
  return Object.hasOwn(factTitles, id);
}

const noChanges = z.tuple([]);
const changes = z.array(change);
const facts = z.array(fact);

const partStatus = z.discriminatedUnion('status', [
  z.object({
    part,
    status: z.literal('inSync'),
    changes: noChanges,
    facts,
  } satisfies StatusShape<'inSync'>),
  z.object({
    part,
    status: z.literal('drifted'),
    changes,
    facts,
  } satisfies StatusShape<'drifted'>),
  z.object({
    part,
    status: z.literal('missing'),
    changes,
  } satisfies StatusShape<'missing'>),
  z.object({
    part,
    status: z.literal('foreign'),
    changes,
  } satisfies StatusShape<'foreign'>),
  z.object({
    part,
    status: z.literal('unknown'),
    changes: noChanges,
    system: z.enum(['AWS', 'Humanitec', 'Kubernetes']),
    reason: z.string(),
    since: z.string().optional(),
  } satisfies StatusShape<'unknown'>),
]);

const spec = z.object({
  names: sharedFields.names.unwrap().required(),
  criteria: z.array(criterionSchema),
  subnetIds: z.array(z.string()),
  owner: z.string().optional(),
  existingCluster: z.boolean(),
  iamPath: z.string().optional(),
  permissionsBoundary: z.string().optional(),
  tags: z.record(z.string()).optional(),
  accountType: z.enum(['aws-role', 'aws-identity']).optional(),
  accessRevoked: z.boolean().optional(),
  agent: sectionFields.agent,
  runner: sectionFields.runner,
} satisfies ShapeOf<BindingReport['spec']>);

const version = z.object({
  current: z.string(),
  standardSupportEnds: z.string().optional(),
  extendedSupportEnds: z.string().optional(),
  supportType: z.enum(['STANDARD', 'EXTENDED']).optional(),
} satisfies ShapeOf<NonNullable<BindingReport['version']>>);

const agent = z.object({
  ready: z.number(),
  wanted: z.number(),
  keyExpires: z.string().optional(),
} satisfies ShapeOf<NonNullable<BindingReport['agent']>>);

/** A {@link BindingReport}. */
export const reportSchema = z.object({
  organization: z.string(),
  awsAccountId: z.string(),
  region: z.string(),
  clusterName: z.string(),
  verdict: z
    .enum(['ready', 'differs', 'broken', 'notBound', 'unknown'])
    .describe(
      'ready: deployments work; differs: they work, but something is not as asked for; broken: they will fail; notBound: nothing is there, but perhaps the cluster; unknown: it cannot be told',
    ),
  parts: z.array(partStatus),
  spec: spec.describe('What the parts were compared with'),
  version: version.optional(),
  agent: agent.optional(),
  operator: z.enum(['ready', 'notReady', 'missing', 'notNeeded']).optional(),
  criteria: z.array(criterionSchema).optional(),
  landsHere: z
    .object({ applications: z.number(), environments: z.number() })
    .optional()
    .describe('How many the next deployment brings to this cluster'),
  links: z.array(z.object({ part, url: z.string() })),
  observedAt: z.string().describe('ISO 8601'),
} satisfies ShapeOf<BindingReport>);
