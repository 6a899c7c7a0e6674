import { criterionSchema } from 'backstage-plugin-humanitec-eks-common';
import type { ClusterLook } from 'backstage-plugin-humanitec-eks-node';
import { z } from 'zod/v3';

/** A look, and since when looks have found the same; undefined for ever since the first. */
export interface SeenLook extends ClusterLook {
  /** ISO 8601 */
  since?: string;
}

/** Somebody else may have written to a shared cache, such as the version before this one. */
export const lookSchema: z.ZodType<SeenLook> = z.object({
  verdict: z.enum(['ready', 'differs', 'broken', 'notBound', 'unknown']),
  reason: z.string().optional(),
  kubernetesVersion: z.string().optional(),
  agent: z.object({ ready: z.number(), wanted: z.number() }).optional(),
  criteria: z.array(criterionSchema),
  environments: z.number().optional(),
  accessRoleArn: z.string().optional(),
  unreachable: z.object({ since: z.string(), reason: z.string() }).optional(),
  observedAt: z.string(),
  since: z.string().optional(),
});

export const snapshotSchema = z.object({
  /** ISO 8601: when all clusters were last looked at, well or not; undefined before. */
  lookedAt: z.string().optional(),
  /** Why that look told nothing. */
  failure: z.string().optional(),
  /** By the key of the cluster. */
  looks: z.record(lookSchema),
});

/** What was last seen of the clusters of one organization, whoever may see them. */
export type Snapshot = z.infer<typeof snapshotSchema>;

export const emptySnapshot: Snapshot = { looks: {} };

/** After a look at all clusters: those that are gone are forgotten, and what was seen later by itself stays. */
export function afterFullLook(
  before: Snapshot,
  lookedAt: string,
  looks: Snapshot['looks'],
): Snapshot {
  const merged = Object.entries(looks).map(
    ([key, look]) => [key, laterOf(before.looks[key], look)] as const,
  );
  // One that became known meanwhile is not gone.
  const later = Object.entries(before.looks).filter(
    ([key, { observedAt }]) => !(key in looks) && observedAt > lookedAt,
  );
  return { lookedAt, looks: Object.fromEntries([...merged, ...later]) };
}

/** After a look at one cluster. */
export function afterLook(
  before: Snapshot,
  key: string,
  look: ClusterLook,
): Snapshot {
  const seen = laterOf(before.looks[key], look);
  return { ...before, looks: { ...before.looks, [key]: seen } };
}

function laterOf(known: SeenLook | undefined, look: ClusterLook): SeenLook {
  if (!known) return look;
  if (known.observedAt > look.observedAt) return known;
  const isSame = known.verdict === look.verdict && known.reason === look.reason;
  return { ...look, since: isSame ? known.since : look.observedAt };
}
