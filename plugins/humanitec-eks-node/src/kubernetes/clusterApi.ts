import type { Cluster } from '@aws-sdk/client-eks';
import type { AwsAccount } from '../aws/awsAccount';
import { isUp } from '../aws/eksCluster';
import { eksTokenSource } from '../aws/eksToken';
import type { Reach } from '../config/readReach';
import type { SystemError } from '../systemError';
import { kubernetesClient, KubernetesClient } from './kubernetesClient';
import { Way, wayTo } from './reach/way';

/** The Kubernetes API of a cluster, and how one gets there. */
export interface ClusterApi {
  client: KubernetesClient;
  way: Way;
  caPem: string;
}

/**
 * The API of a cluster as EKS has just described it; makes no call.
 *
 * @returns undefined while there is none to talk to
 */
export function clusterApi(
  cluster: Cluster,
  aws: AwsAccount,
  {
    reach,
    ...run
  }: {
    reach: Reach;
    signal: AbortSignal;
    onRetry?: (error: SystemError) => void;
  },
): ClusterApi | undefined {
  const { name, endpoint, certificateAuthority } = cluster;
  if (!isUp(cluster) || !name || !endpoint || !certificateAuthority?.data) {
    return undefined;
  }
  const caPem = Buffer.from(certificateAuthority.data, 'base64').toString();
  const way = wayTo(endpoint, reach);
  const token = eksTokenSource(aws, name);
  const client = kubernetesClient({ endpoint, caPem, token, way, ...run });
  return { client, way, caPem };
}
