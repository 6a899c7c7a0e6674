import type {
  BindingIdentity,
  BindingTask,
} from 'backstage-plugin-humanitec-eks-common';
import { z } from 'zod';

const parametersSchema = z.object({
  awsAccountId: z.string(),
  region: z.string(),
  clusterName: z.string(),
});

/** A task's parameters and steps may hold what is not for everybody; of the rest, this much is told. */
const taskSchema = z.object({
  id: z.string(),
  status: z.string(),
  createdAt: z.string(),
  lastHeartbeatAt: z.string().nullish(),
  spec: z.object({
    parameters: parametersSchema,
    templateInfo: z
      .object({
        entityRef: z.string(),
        entity: z
          .object({
            metadata: z.object({ title: z.string().optional() }),
          })
          .optional(),
      })
      .optional(),
    user: z.object({ ref: z.string().optional() }).optional(),
  }),
});

/** What is told of a task of the scaffolder, or undefined when its parameters do not name this cluster. */
export function taskOfBinding(
  task: unknown,
  { awsAccountId, region, clusterName }: BindingIdentity,
): BindingTask | undefined {
  const parsed = taskSchema.safeParse(task);
  if (!parsed.success) return undefined;
  const { id, status, createdAt, lastHeartbeatAt, spec } = parsed.data;
  const { parameters, templateInfo, user } = spec;
  if (
    parameters.awsAccountId !== awsAccountId ||
    parameters.region !== region ||
    parameters.clusterName !== clusterName
  ) {
    return undefined;
  }
  return {
    id,
    templateRef: templateInfo?.entityRef,
    title: templateInfo?.entity?.metadata.title,
    status,
    createdAt,
    lastHeartbeatAt: lastHeartbeatAt ?? undefined,
    createdBy: user?.ref,
  };
}
