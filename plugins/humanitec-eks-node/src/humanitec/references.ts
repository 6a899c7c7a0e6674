import { z } from 'zod';

/** What still refers to a thing that Humanitec therefore does not delete. */
export interface References {
  /** IDs of resource definitions. */
  definitions: string[];
  resources: ActiveReference[];
}

/** An Active Resource: what an environment uses. */
export interface ActiveReference {
  appId: string;
  envId: string;
  resId: string;
  /** The definition that it would be made from instead. */
  movesTo?: string;
}

const resource = z.object({
  app_id: z.string(),
  env_id: z.string(),
  res_id: z.string(),
  to_def: z.string().optional(),
});

/** Body of a refused account delete (OpenAPI: ConflictingResourcesErrorResponse). */
const conflicting = z.object({
  details: z.object({
    referencing_resources: z.object({
      resource_definitions: z.array(z.object({ id: z.string() })).nullish(),
      active_resources: z.array(resource).nullish(),
    }),
  }),
});

/** Body of a refused definition or criterion delete: a bare list (OpenAPI: ResourceDefinitionChangeResponse). */
const changes = z.array(resource).min(1);

/** What the body of a refused delete names, or undefined when it is no such body. */
export function parseReferences(body: unknown): References | undefined {
  const list = changes.safeParse(body);
  if (list.success) {
    return { definitions: [], resources: list.data.map(reference) };
  }
  const envelope = conflicting.safeParse(body);
  if (!envelope.success) return undefined;
  const { resource_definitions: definitions, active_resources: resources } =
    envelope.data.details.referencing_resources;
  return {
    definitions: (definitions ?? []).map(({ id }) => id),
    resources: (resources ?? []).map(reference),
  };
}

function reference(found: z.infer<typeof resource>): ActiveReference {
  return {
    appId: found.app_id,
    envId: found.env_id,
    resId: found.res_id,
    ...(found.to_def && { movesTo: found.to_def }),
  };
}

/** `definition shop-db; shop/production (shared.k8s-cluster)`: the first ten of each. */
export function referencesText({ definitions, resources }: References): string {
  const active = resources.map(
    ({ appId, envId, resId }) => `${appId}/${envId} (${resId})`,
  );
  return (
    [
      ...(definitions.length ? [`definition ${firstOf(definitions)}`] : []),
      ...(active.length ? [firstOf(active)] : []),
    ].join('; ') || 'something that Humanitec does not name'
  );
}

function firstOf(names: string[]): string {
  const more = names.length - 10;
  return `${names.slice(0, 10).join(', ')}${
    more > 0 ? ` and ${more} more` : ''
  }`;
}
