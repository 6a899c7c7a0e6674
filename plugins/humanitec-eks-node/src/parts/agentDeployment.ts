import { z } from 'zod';
import type { FoundObjects } from '../kubernetes/objects';

/** What we read of the agent's Deployment. */
export const deploymentSchema = z.object({
  metadata: z.object({ generation: z.number().default(0) }),
  spec: z.object({
    replicas: z.number().default(1),
    template: z.object({
      spec: z.object({ containers: z.array(z.object({ image: z.string() })) }),
    }),
  }),
  status: z
    .object({
      observedGeneration: z.number().default(0),
      updatedReplicas: z.number().default(0),
      readyReplicas: z.number().default(0),
      replicas: z.number().default(0),
    })
    .prefault({}),
});

function findDeployment(objects: FoundObjects | undefined) {
  for (const object of objects?.values() ?? []) {
    if (object.kind === 'Deployment') return deploymentSchema.parse(object);
  }
  return undefined;
}

/** How many of the agent's pods are ready. */
export function deploymentReadiness(objects: FoundObjects | undefined) {
  const found = findDeployment(objects);
  if (!found) return { exists: false, ready: 0, wanted: 0 };
  return {
    exists: true,
    ready: found.status.readyReplicas,
    wanted: found.spec.replicas,
  };
}

/** The options that the running Deployment has. */
export function deployedOptions(objects: FoundObjects | undefined): {
  image?: string;
  replicas?: number;
} {
  const found = findDeployment(objects);
  if (!found) return {};
  const [container] = found.spec.template.spec.containers;
  return { image: container?.image, replicas: found.spec.replicas };
}
