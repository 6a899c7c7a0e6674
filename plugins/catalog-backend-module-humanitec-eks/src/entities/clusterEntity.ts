import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
} from '@backstage/catalog-model';
import {
  CLUSTER_KIND,
  CLUSTER_TYPE,
  clusterEntityName,
} from 'backstage-plugin-humanitec-eks-common';
import type { ConsoleLinks } from 'backstage-plugin-humanitec-eks-node';
import type { BoundCluster } from '../discovery/boundCluster';
import type { ClusterFacts } from '../discovery/ClusterReader';
import { bindingAnnotations } from './bindingAnnotations';
import { bindingLocation } from './bindingLocation';

/** The catalog entity of a bound cluster. */
export function clusterEntity(
  cluster: BoundCluster,
  options: {
    name: string;
    owner: string;
    links: Pick<ConsoleLinks, 'cluster' | 'clusterDefinition'>;
    /** References of the systems and components whose applications run there. */
    dependencyOf: string[];
    /** For Backstage's Kubernetes plugin; undefined leaves its annotations away. */
    kubernetes: ClusterFacts | undefined;
  },
): Entity {
  const { name, owner, links, dependencyOf, kubernetes } = options;
  const { organization, awsAccountId, region, clusterName } = cluster;
  const location = bindingLocation(cluster);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: CLUSTER_KIND,
    metadata: {
      name,
      title:
        name === clusterEntityName(cluster)
          ? clusterName
          : `${clusterName} (${organization}, ${awsAccountId}, ${region})`,
      description: `EKS cluster in AWS account ${awsAccountId}, ${region}, bound to Humanitec organization ${organization}`,
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        ...bindingAnnotations(cluster),
        ...kubernetesAnnotations(clusterName, kubernetes),
      },
      tags: [...new Set(['eks', region, ...cluster.envTypes])],
      links: [
        { title: 'Definition in Humanitec', url: links.clusterDefinition },
        { title: 'Cluster in AWS', url: links.cluster },
      ],
    },
    spec: {
      type: CLUSTER_TYPE,
      owner,
      ...(dependencyOf.length > 0 && { dependencyOf }),
    },
  };
}

/** What the catalog cluster locator of plugin-kubernetes-backend reads. */
function kubernetesAnnotations(
  clusterName: string,
  { endpoint, certificateAuthority, roleArn }: ClusterFacts = {},
): Record<string, string> {
  if (!endpoint || !certificateAuthority) return {};
  return {
    [API_SERVER]: endpoint,
    [CERTIFICATE_AUTHORITY]: certificateAuthority,
    'kubernetes.io/auth-provider': 'aws',
    'kubernetes.io/x-k8s-aws-id': clusterName,
    ...(roleArn && { [ASSUME_ROLE]: roleArn }),
  };
}

const API_SERVER = 'kubernetes.io/api-server';
const CERTIFICATE_AUTHORITY = 'kubernetes.io/api-server-certificate-authority';
const ASSUME_ROLE = 'kubernetes.io/aws-assume-role';

/** What an entity of ours was made from, as far as AWS told it: stands in while AWS does not answer. */
export function factsOfEntity({
  metadata: { annotations = {} },
  spec,
}: Entity): ClusterFacts {
  return {
    endpoint: annotations[API_SERVER],
    certificateAuthority: annotations[CERTIFICATE_AUTHORITY],
    roleArn: annotations[ASSUME_ROLE],
    owner: typeof spec?.owner === 'string' ? spec.owner : undefined,
  };
}
