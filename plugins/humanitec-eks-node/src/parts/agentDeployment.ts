import { z } from 'zod';
import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import type { FoundObjects } from '../kubernetes/objects';
import { parseObject } from '../kubernetes/parseObject';
import { CONFIG_ANNOTATION, FINGERPRINT_ANNOTATION } from './agentManifests';

const conditionSchema = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string().optional(),
  message: z.string().optional(),
  lastUpdateTime: z.string().optional(),
});

/** What we read of the agent's Deployment. */
export const deploymentSchema = z.object({
  metadata: z.object({ generation: z.number().default(0) }),
  spec: z.object({
    replicas: z.number().default(1),
    template: z.object({
      metadata: z
        .object({ annotations: z.record(z.string(), z.string()).default({}) })
        .prefault({}),
      spec: z.object({ containers: z.array(z.object({ image: z.string() })) }),
    }),
  }),
  status: z
    .object({
      observedGeneration: z.number().default(0),
      updatedReplicas: z.number().default(0),
      availableReplicas: z.number().default(0),
      replicas: z.number().default(0),
      conditions: z.array(conditionSchema).default([]),
    })
    .prefault({}),
});

export type AgentDeployment = z.infer<typeof deploymentSchema>;

const configMapSchema = z.object({
  data: z.record(z.string(), z.string()).default({}),
});

function findDeployment(
  objects: FoundObjects | undefined,
): AgentDeployment | undefined {
  for (const object of objects?.values() ?? []) {
    if (object.kind === 'Deployment') {
      return parseObject(deploymentSchema, object);
    }
  }
  return undefined;
}

/** How far a rollout has come. */
export interface RolloutCounts {
  wanted: number;
  /** Pods that run the present template. */
  updated: number;
  /** Pods that are ready, whatever they run. */
  available: number;
  done: boolean;
}

export function rolloutCounts({
  metadata,
  spec,
  status,
}: AgentDeployment): RolloutCounts {
  const wanted = spec.replicas;
  const updated = status.updatedReplicas;
  const available = status.availableReplicas;
  const done =
    wanted > 0 &&
    status.observedGeneration >= metadata.generation &&
    updated === wanted &&
    available === wanted &&
    status.replicas === wanted;
  return { wanted, updated, available, done };
}

/** How far the agent's rollout has come, or undefined when there is no Deployment. */
export function agentRolloutCounts(
  objects: FoundObjects | undefined,
): RolloutCounts | undefined {
  const found = findDeployment(objects);
  return found && rolloutCounts(found);
}

/** What the pods of the present template run with. */
export function templateMarks({ spec }: AgentDeployment) {
  const { annotations } = spec.template.metadata;
  return {
    fingerprint: annotations[FINGERPRINT_ANNOTATION],
    config: annotations[CONFIG_ANNOTATION],
  };
}

/** The fingerprint of the key that the pods run with. */
export function runningFingerprint(
  objects: FoundObjects | undefined,
): string | undefined {
  const found = findDeployment(objects);
  return found && templateMarks(found).fingerprint;
}

/** Options that nobody asks for stay as they are in the cluster; an agent scaled to nothing is no option. */
export function keepLiveOptions(
  spec: BindingSpec,
  objects: FoundObjects | undefined,
): BindingSpec {
  const live = liveOptions(objects);
  const { image, replicas, proxy } = spec.agent;
  return {
    ...spec,
    agent: {
      image: image ?? live.image,
      replicas: replicas ?? live.replicas,
      proxy: { ...live.proxy, ...definedOnly(proxy ?? {}) },
    },
  };
}

/** The options of the agent as it is in the cluster. */
export function liveOptions(objects: FoundObjects | undefined) {
  const found = findDeployment(objects);
  const [container] = found?.spec.template.spec.containers ?? [];
  return {
    image: container?.image,
    replicas: found?.spec.replicas || undefined,
    proxy: liveProxy(objects),
  };
}

function liveProxy(
  objects: FoundObjects | undefined,
): NonNullable<BindingSpec['agent']['proxy']> {
  for (const object of objects?.values() ?? []) {
    if (object.kind !== 'ConfigMap') continue;
    const { data } = parseObject(configMapSchema, object);
    return {
      httpProxy: data.HTTP_PROXY,
      httpsProxy: data.HTTPS_PROXY,
      noProxy: data.NO_PROXY,
    };
  }
  return {};
}

function definedOnly<T extends object>(given: T): Partial<T> {
  const entries = Object.entries(given).filter(
    ([, value]) => value !== undefined,
  );
  return Object.assign(
    {},
    ...entries.map(([key, value]) => ({ [key]: value })),
  );
}
