/** What Backstage answers to the calls of backstageClient.ts, as far as it is used. */
import { partIds } from 'backstage-plugin-humanitec-eks-common';
import { z } from 'zod';

const stepsSchema = z.array(
  z.object({ id: z.string(), name: z.string(), action: z.string() }),
);

const logEntrySchema = z.object({
  message: z.string(),
  stepId: z.string().optional(),
  status: z.string().optional(),
});

export const entitySchema = z.record(z.string(), z.unknown());

export const templateNamesSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        namespace: z.string().default('default'),
      }),
    }),
  ),
});

export const createdSchema = z.object({ id: z.string() });

export const taskSchema = z.object({
  status: z.string(),
  spec: z.object({ steps: stepsSchema }),
});

export const eventsSchema = z.array(
  z.object({
    id: z.union([z.number(), z.string()]).transform(Number),
    type: z.string(),
    createdAt: z.iso.datetime(),
    body: logEntrySchema.extend({
      error: z.object({ message: z.string() }).optional(),
      output: z.record(z.string(), z.unknown()).optional(),
    }),
  }),
);

export const dryRunSchema = z.object({
  log: z.array(z.object({ body: logEntrySchema })),
  directoryContents: z.array(
    z.object({ path: z.string(), base64Content: z.string() }),
  ),
  steps: stepsSchema,
});

/** The answer to values that the form would not take. */
export const wrongValuesSchema = z.object({
  errors: z.array(
    z.object({
      path: z.array(z.union([z.string(), z.number()])),
      message: z.string(),
      name: z.string().optional(),
      argument: z.unknown(),
    }),
  ),
});

/** A BindingReport, of which the facts and what they were compared with are left out. */
export const bindingSchema = z.object({
  clusterName: z.string(),
  parts: z.array(
    z.object({
      part: z.enum(partIds),
      status: z.enum(['inSync', 'drifted', 'missing', 'foreign', 'unknown']),
      changes: z.array(
        z.object({
          action: z.enum(['create', 'update', 'delete', 'adopt', 'refuse']),
          kind: z.string(),
          name: z.string(),
          fields: z
            .array(
              z.object({
                path: z.string(),
                from: z.unknown(),
                to: z.unknown(),
                hidden: z.literal(true).optional(),
              }),
            )
            .optional(),
          reason: z.string().optional(),
        }),
      ),
      /** Of a part that is unknown. */
      reason: z.string().optional(),
    }),
  ),
  links: z.array(z.object({ part: z.enum(partIds), url: z.string() })),
});

export type Step = z.infer<typeof stepsSchema>[number];
export type LogEntry = z.infer<typeof logEntrySchema>;
export type Task = z.infer<typeof taskSchema>;
export type TaskEvent = z.infer<typeof eventsSchema>[number];
export type DryRun = z.infer<typeof dryRunSchema>;
export type Binding = z.infer<typeof bindingSchema>;
