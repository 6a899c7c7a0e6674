import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import { z } from 'zod';
import type {
  KubernetesClient,
  LiveObject,
} from '../kubernetes/kubernetesClient';
import type { Systems } from '../systems';
import { waitFor } from '../waitFor';
import { deploymentSchema } from './agentDeployment';
import { AGENT_NAME } from './agentManifests';

/** EKS Auto Mode may have to bring the first node, which takes minutes. */
const LIMIT_SECONDS = 15 * 60;

const podSchema = z.object({
  metadata: z.object({ name: z.string() }),
  status: z
    .object({
      phase: z.string().optional(),
      conditions: z
        .array(
          z.object({
            type: z.string(),
            status: z.string(),
            reason: z.string().optional(),
          }),
        )
        .default([]),
      containerStatuses: z
        .array(
          z.object({
            ready: z.boolean().default(false),
            restartCount: z.number().default(0),
            state: z
              .object({
                waiting: z.object({ reason: z.string().optional() }).optional(),
              })
              .default({}),
          }),
        )
        .default([]),
    })
    .prefault({}),
});

/**
 * Waits until all pods of the agent run the present template and are ready.
 *
 * @throws Error at once when pods cannot start: a wrong image, a crash
 */
export async function awaitAgentRollout(
  spec: BindingSpec,
  kubernetes: KubernetesClient,
  systems: Systems,
): Promise<void> {
  const namespace = spec.names.agentNamespace;
  const ready = await waitFor(
    async () => {
      const live = await kubernetes.find({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: AGENT_NAME, namespace },
      });
      if (!live) throw new Error(`Deployment ${AGENT_NAME} is gone`);
      const { metadata, spec: wanted, status } = deploymentSchema.parse(live);
      const done =
        status.observedGeneration >= metadata.generation &&
        status.updatedReplicas === wanted.replicas &&
        status.replicas === wanted.replicas &&
        status.readyReplicas === wanted.replicas;
      if (done) return { done: wanted.replicas };

      const pods = await kubernetes.list(
        'v1',
        'Pod',
        namespace,
        `app.kubernetes.io/name=${AGENT_NAME}`,
      );
      await refuseBrokenPods(kubernetes, namespace, pods);
      return {
        waiting: `Agent: ${status.readyReplicas} of ${
          wanted.replicas
        } pods ready${whyPending(pods)}`,
      };
    },
    systems,
    { limitSeconds: LIMIT_SECONDS },
  );
  systems.progress(`Agent: ${ready} of ${ready} pods ready.`);
}

function whyPending(pods: LiveObject[]): string {
  const unscheduled = pods.some(pod =>
    podSchema
      .parse(pod)
      .status.conditions.some(
        condition =>
          condition.type === 'PodScheduled' && condition.status === 'False',
      ),
  );
  return unscheduled ? '; waiting for EKS Auto Mode to bring a node' : '';
}

/** A pod that crashed this often will not mend itself. */
const MAX_RESTARTS = 3;

async function refuseBrokenPods(
  kubernetes: KubernetesClient,
  namespace: string,
  pods: LiveObject[],
) {
  for (const pod of pods) {
    const { metadata, status } = podSchema.parse(pod);
    for (const { state, restartCount } of status.containerStatuses) {
      const reason = state.waiting?.reason;
      if (reason === 'ImagePullBackOff' || reason === 'InvalidImageName') {
        throw new Error(
          `pod ${metadata.name} cannot pull its image (${reason}); check the image name and that the nodes reach the registry`,
        );
      }
      if (reason === 'CrashLoopBackOff' && restartCount >= MAX_RESTARTS) {
        const log = await kubernetes.podLog(namespace, metadata.name, 3);
        throw new Error(
          `pod ${metadata.name} crashes; its log ends with: ${log.trim()}`,
        );
      }
    }
  }
}
