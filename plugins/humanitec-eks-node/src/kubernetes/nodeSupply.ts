import type { Cluster } from '@aws-sdk/client-eks';
import { z } from 'zod';
import type { LiveObject } from './kubernetesClient';
import { parseObject } from './parseObject';

const nodeSchema = z.object({
  spec: z.object({ unschedulable: z.boolean().default(false) }).prefault({}),
  status: z
    .object({
      conditions: z
        .array(z.object({ type: z.string(), status: z.string() }))
        .default([]),
    })
    .prefault({}),
});

/**
 * Whether pods find a node in a cluster, in words without a full stop. EKS Auto
 * Mode brings one when a pod needs it, if a node pool without taints is there
 * (EKS User Guide, built-in node pools).
 */
export function nodeSupply(
  { computeConfig }: Cluster,
  nodes: LiveObject[],
): { text: string } | { missing: string; remedy: string } {
  const ready = nodes.filter(isReady).length;
  if (ready > 0) {
    return {
      text: ready === 1 ? '1 node is ready' : `${ready} nodes are ready`,
    };
  }
  if (!computeConfig?.enabled) {
    return {
      missing:
        'no node is ready and EKS Auto Mode is off, so that the pods of the agent stay pending until there is one',
      remedy: 'Add a node group, or wait until a node is ready.',
    };
  }
  return computeConfig.nodePools?.includes('general-purpose')
    ? { text: 'EKS Auto Mode brings nodes as pods need them' }
    : {
        missing:
          'no node is ready, and EKS Auto Mode has not the node pool general-purpose, so that the pods of the agent may stay pending',
        remedy:
          'Give the cluster that node pool, or one of your own without taints.',
      };
}

function isReady(live: LiveObject): boolean {
  const { spec, status } = parseObject(nodeSchema, live);
  return (
    !spec.unschedulable &&
    status.conditions.some(
      ({ type, status: holds }) => type === 'Ready' && holds === 'True',
    )
  );
}
