import { z } from 'zod';

// What we read of Humanitec's answers (OpenAPI 0.28); further fields are let through unread.

export const currentUserSchema = z.object({
  id: z.string(),
  name: z.string().optional(),
  /** `{ "/orgs/my-org": "administrator" }` */
  roles: z.record(z.string(), z.string()).default({}),
});

export const accountSchema = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  is_used: z.boolean().optional(),
});

export const accountCheckSchema = z.object({
  identity_fields: z
    .array(z.object({ id: z.string(), value: z.string().optional() }))
    .default([]),
  warnings: z.array(z.string()).nullish(),
});

export const connectivitySchema = z.object({
  success: z.boolean(),
  conditions: z
    .array(
      z.object({
        type: z.string(),
        /** `Unknown` asks to look again, `False` is final. */
        status: z.enum(['True', 'False', 'Unknown']),
        message: z.string().nullish(),
      }),
    )
    .default([]),
});

export const criterionSchema = z.object({
  id: z.string(),
  env_type: z.string().nullish(),
  app_id: z.string().nullish(),
  env_id: z.string().nullish(),
  res_id: z.string().nullish(),
  class: z.string().nullish(),
});

export const definitionSchema = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  driver_type: z.string(),
  driver_account: z.string().nullish(),
  driver_inputs: z
    .object({
      values: z.record(z.string(), z.unknown()).nullish(),
      secret_refs: z.record(z.string(), z.unknown()).nullish(),
    })
    .nullish(),
  provision: z.record(z.string(), z.unknown()).nullish(),
  in_place_driver_change: z.boolean().nullish(),
  criteria: z.array(criterionSchema).nullish(),
  /** Provided by Humanitec itself. */
  is_default: z.boolean().nullish(),
  /** Only shown when deleted definitions are asked for, too. */
  is_deleted: z.boolean().nullish(),
});

/** What deployments have provisioned through a definition. */
export const activeResourceSchema = z.object({
  app_id: z.string(),
  env_id: z.string(),
  env_type: z.string(),
  type: z.string(),
  class: z.string().default('default'),
  res_id: z.string(),
  def_id: z.string(),
  criteria_id: z.string().nullish(),
});

export const agentSchema = z.object({
  id: z.string(),
  description: z.string().nullish(),
});

export const agentKeySchema = z.object({
  fingerprint: z.string(),
  created_at: z.string().nullish(),
  expired_at: z.string().nullish(),
  is_authorized: z.boolean().nullish(),
});

export const environmentTypeSchema = z.object({
  id: z.string(),
  description: z.string().nullish(),
});

export const applicationSchema = z.object({
  id: z.string(),
  name: z.string().optional(),
  envs: z.array(z.object({ id: z.string(), type: z.string() })).nullish(),
});

/** An environment of an application, with the last deployment (OpenAPI, EnvironmentResponse). */
export const environmentSchema = z.object({
  id: z.string(),
  type: z.string(),
  last_deploy: z
    .object({
      id: z.string(),
      status: z.enum(['pending', 'in progress', 'succeeded', 'failed']),
      created_at: z.string(),
      created_by: z.string().nullish(),
      comment: z.string().nullish(),
    })
    .nullish()
    // What is not as documented is not told.
    .catch(undefined),
});

export const secretStoreSchema = z.object({
  id: z.string(),
  primary: z.boolean().optional(),
});

export const errorSchema = z.object({
  error: z.string().optional(),
  message: z.string().optional(),
});

export type CurrentUser = z.infer<typeof currentUserSchema>;
export type Account = z.infer<typeof accountSchema>;
export type AccountCheck = z.infer<typeof accountCheckSchema>;
export type Connectivity = z.infer<typeof connectivitySchema>;
export type DefinitionCriterion = z.infer<typeof criterionSchema>;
export type Definition = z.infer<typeof definitionSchema>;
export type ActiveResource = z.infer<typeof activeResourceSchema>;
export type Agent = z.infer<typeof agentSchema>;
export type AgentKey = z.infer<typeof agentKeySchema>;
export type Application = z.infer<typeof applicationSchema>;
export type Environment = z.infer<typeof environmentSchema>;
export type SecretStore = z.infer<typeof secretStoreSchema>;

/** A cloud account as it is written; its credentials are never read back. */
export interface NewAccount {
  id: string;
  name: string;
  type: string;
  credentials: Record<string, string>;
}

/** A criterion as it is written. */
export type NewCriterion = Partial<
  Record<'env_type' | 'app_id' | 'env_id' | 'res_id' | 'class', string>
>;

/** A definition as it is written. */
export interface NewDefinition {
  id: string;
  name: string;
  type: string;
  driver_type: string;
  driver_account?: string;
  driver_inputs: {
    /** A key whose value is null is to be removed. */
    values: Record<string, unknown>;
    secrets?: Record<string, unknown>;
  };
}

/** A change that is merged into a definition: what is left out stays. */
export interface DefinitionPatch {
  name?: string;
  driver_account?: string;
  driver_inputs?: {
    values?: Record<string, unknown>;
    secrets?: Record<string, unknown>;
  };
}

/** A definition that replaces the one before: what is left out is unset. */
export interface DefinitionReplacement {
  name: string;
  driver_type: string;
  driver_account?: string;
  driver_inputs: {
    values: Record<string, unknown>;
    secret_refs: Record<string, unknown>;
  };
  provision?: Record<string, unknown>;
  in_place_driver_change?: boolean;
}
