// AWS's own description of its services, as botocore publishes it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const shapeSchema = z.object({
  type: z.string(),
  required: z.array(z.string()).default([]),
  members: z
    .record(
      z.string(),
      z.object({
        shape: z.string(),
        location: z.string().optional(),
        locationName: z.string().optional(),
      }),
    )
    .default({}),
  member: z
    .object({ shape: z.string(), locationName: z.string().optional() })
    .optional(),
  key: z.object({ shape: z.string() }).optional(),
  value: z.object({ shape: z.string() }).optional(),
  enum: z.array(z.string()).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  pattern: z.string().optional(),
  error: z
    .object({
      code: z.string().optional(),
      httpStatusCode: z.number().optional(),
    })
    .optional(),
});

const operationSchema = z.object({
  name: z.string(),
  http: z.object({ method: z.string(), requestUri: z.string() }),
  input: z.object({ shape: z.string() }).optional(),
  output: z
    .object({ shape: z.string(), resultWrapper: z.string().optional() })
    .optional(),
  errors: z.array(z.object({ shape: z.string() })).default([]),
});

const modelSchema = z.object({
  metadata: z.object({ apiVersion: z.string() }),
  operations: z.record(z.string(), operationSchema),
  shapes: z.record(z.string(), shapeSchema),
});

export type Shape = z.output<typeof shapeSchema>;
export type Operation = z.output<typeof operationSchema>;
export type ServiceModel = z.output<typeof modelSchema>;
export type Service = 'eks' | 'iam' | 'sts';

/** @param directory - the contracts */
export function readServiceModel(
  directory: string,
  service: Service,
): ServiceModel {
  const text = readFileSync(join(directory, 'aws', `${service}.json`), 'utf8');
  return modelSchema.parse(JSON.parse(text));
}
