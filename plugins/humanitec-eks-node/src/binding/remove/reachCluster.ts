import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import { findCluster, hasAccessEntries } from '../../aws/eksCluster';
import { isOurs } from '../../aws/tags';
import { findAdmin } from '../../parts/clusterAdmin';
import type { Systems } from '../../systems';
import { describeFailure } from '../failure';
import { clusterIsKept, FateOfCluster } from './fateOfCluster';
import type { Left } from './leftovers';

/**
 * Whether what is in the cluster can be taken away; there is nothing in one
 * that is not ACTIVE yet, nor in one of others' that nothing of ours leads into.
 */
export type Reach = { left(cluster: FateOfCluster): Left[] } & (
  | { open: true }
  | { empty: true }
  | { closed: string }
);

/** Asks the cluster something, so that a door that is shut is known before anything is changed. */
export async function reachCluster(
  spec: BindingSpec,
  systems: Systems,
): Promise<Reach> {
  try {
    const kubernetes = await systems.kubernetes();
    await kubernetes?.find({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: spec.names.agentNamespace },
    });
    return { open: true, left: () => [] };
  } catch (error) {
    systems.signal.throwIfAborted();
    const closed = describeFailure(error);
    if (await isUntouched(spec, systems)) {
      systems.progress(
        `Nothing of ours leads into cluster ${spec.clusterName}, so it was not looked into.`,
      );
      return { empty: true, left: () => [] };
    }
    return {
      closed,
      left: cluster =>
        clusterIsKept(cluster) ? [inTheCluster(spec, closed)] : [],
    };
  }
}

/** A binding of somebody else's cluster begins and ends with Backstage's own access entry. */
async function isUntouched(
  spec: BindingSpec,
  { aws }: Systems,
): Promise<boolean> {
  const found = await findCluster(aws, spec.clusterName);
  if (!hasAccessEntries(found) || isOurs(spec, found.tags)) return false;
  const { entry, notes } = await findAdmin(spec, found, aws);
  return !entry && !notes;
}

function inTheCluster({ names }: BindingSpec, why: string): Left {
  return {
    what: `in the cluster: the namespaces ${names.agentNamespace} and ${names.runnerNamespace}, and the ClusterRole and ClusterRoleBinding humanitec-deploy-access`,
    why,
  };
}
