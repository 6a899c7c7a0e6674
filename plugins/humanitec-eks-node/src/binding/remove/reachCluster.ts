import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import type { Systems } from '../../systems';
import { describeFailure } from '../failure';
import { clusterIsKept, FateOfCluster } from './fateOfCluster';
import type { Left } from './leftovers';

/** Whether what is in the cluster can be taken away; there is nothing in one that is not ACTIVE yet. */
export type Reach = { left(cluster: FateOfCluster): Left[] } & (
  | { open: true }
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
    return {
      closed,
      left: cluster =>
        clusterIsKept(cluster) ? [inTheCluster(spec, closed)] : [],
    };
  }
}

function inTheCluster({ names }: BindingSpec, why: string): Left {
  return {
    what: `in the cluster: the namespaces ${names.agentNamespace} and ${names.runnerNamespace}, and the ClusterRole and ClusterRoleBinding humanitec-deploy-access`,
    why,
  };
}
