import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
} from '@backstage/catalog-model';
import {
  ANNOTATION_AWS_ACCOUNT_ID,
  ANNOTATION_CLUSTER_DEFINITION,
  ANNOTATION_CLUSTER_NAME,
  ANNOTATION_ORGANIZATION,
  ANNOTATION_REGION,
  CLUSTER_KIND,
  CLUSTER_TYPE,
  clusterEntityName,
} from 'backstage-plugin-humanitec-eks-common';
import type { BoundCluster } from './findBoundClusters';

/** The catalog entity of a bound cluster, with our annotations and those of Backstage's Kubernetes plugin. */
export function clusterEntity(
  cluster: BoundCluster,
  providerName: string,
): Entity {
  const location = `${providerName}/${cluster.clusterDefinition}`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: CLUSTER_KIND,
    metadata: {
      name: clusterEntityName(cluster),
      title: cluster.clusterName,
      description: `EKS cluster in AWS account ${cluster.awsAccountId}, ${cluster.region}, bound to Humanitec organization ${cluster.organization}`,
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        [ANNOTATION_ORGANIZATION]: cluster.organization,
        [ANNOTATION_CLUSTER_DEFINITION]: cluster.clusterDefinition,
        [ANNOTATION_AWS_ACCOUNT_ID]: cluster.awsAccountId,
        [ANNOTATION_REGION]: cluster.region,
        [ANNOTATION_CLUSTER_NAME]: cluster.clusterName,
        ...kubernetesAnnotations(cluster),
      },
      links: cluster.links,
    },
    spec: { type: CLUSTER_TYPE, owner: cluster.owner },
  };
}

/** What the catalog cluster locator of plugin-kubernetes-backend reads. */
function kubernetesAnnotations({
  clusterName,
  kubernetes,
}: BoundCluster): Record<string, string> {
  if (!kubernetes) return {};
  return {
    'kubernetes.io/api-server': kubernetes.endpoint,
    'kubernetes.io/api-server-certificate-authority':
      kubernetes.certificateAuthority,
    'kubernetes.io/auth-provider': 'aws',
    'kubernetes.io/x-k8s-aws-id': clusterName,
    'kubernetes.io/aws-assume-role': kubernetes.roleArn,
  };
}
