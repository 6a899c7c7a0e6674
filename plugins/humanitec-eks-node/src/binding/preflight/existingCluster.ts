import type { Cluster } from '@aws-sdk/client-eks';
import { isUp } from '../../aws/eksCluster';
import { isBoundAsItIs } from '../../aws/existingCluster';
import { KubernetesError } from '../../kubernetes/kubernetesError';
import { KubernetesUnreachable } from '../../kubernetes/reach/kubernetesUnreachable';
import { nodeSupply } from '../../kubernetes/nodeSupply';
import { describeFailure } from '../failure';
import type { Check } from './preflight';
import { warning } from './finding';

/** What a cluster is like that is bound as it is, and whether the agent finds a node there. */
export const checkExistingCluster: Check = async ({
  spec,
  systems,
  cluster,
}) => {
  if (!isBoundAsItIs(spec, cluster)) return [];
  const { progress, signal } = systems;
  progress(
    `Cluster ${spec.clusterName}, bound as it is: ${describe(cluster)}.`,
  );
  if (!isUp(cluster)) return [];
  try {
    const kubernetes = await systems.kubernetes();
    if (!kubernetes) return [];
    const nodes = await kubernetes.list('v1', 'Node', undefined);
    const supply = nodeSupply(cluster, nodes);
    if ('missing' in supply) {
      return [warning({ part: 'cluster' }, supply.missing, supply.remedy)];
    }
    progress(`Nodes: ${supply.text}.`);
    return [];
  } catch (cause) {
    signal.throwIfAborted();
    // An endpoint that cannot be reached is told by the check of the endpoint.
    if (cause instanceof KubernetesUnreachable) return [];
    progress(
      cause instanceof KubernetesError && cause.httpStatus === 401
        ? 'Nodes: not looked at, since Backstage has no access to the cluster yet; the step cluster:await gives it one.'
        : `Nodes: not looked at. ${describeFailure(cause)}`,
    );
    return [];
  }
};

function describe({
  status,
  version,
  accessConfig,
  computeConfig,
  resourcesVpcConfig: vpc,
}: Cluster): string {
  const endpoints = [
    ...(vpc?.endpointPrivateAccess ? ['private'] : []),
    ...(vpc?.endpointPublicAccess ? ['public'] : []),
  ].join(' and ');
  return [
    status,
    `Kubernetes ${version}`,
    `${endpoints} endpoint`,
    `EKS Auto Mode ${computeConfig?.enabled ? 'on' : 'off'}`,
    `authentication mode ${accessConfig?.authenticationMode}`,
  ].join(', ');
}
