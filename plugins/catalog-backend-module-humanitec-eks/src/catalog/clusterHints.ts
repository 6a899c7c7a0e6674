import type { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_AWS_ACCOUNT_ID,
  ANNOTATION_CLUSTER_NAME,
  ANNOTATION_ORGANIZATION,
  ANNOTATION_REGION,
  CLUSTER_KIND,
} from 'backstage-plugin-humanitec-eks-common';

/** What an entity of others tells of the EKS cluster that it stands for. */
export interface ClusterHints {
  organization?: string;
  awsAccountId?: string;
  region?: string;
  clusterName?: string;
  /** Address of the Kubernetes API. */
  endpoint?: string;
}

/** ARN of the cluster, as `@backstage/plugin-catalog-backend-module-aws` and the providers of Roadie write it. */
const ARN_KEYS = ['amazonaws.com/arn', 'amazon.com/eks-cluster-arn'];
/** Its account, as the same plugins write it. */
const ACCOUNT_KEYS = ['amazonaws.com/account-id', 'amazon.com/account-id'];
const NAME_KEY = 'kubernetes.io/x-k8s-aws-id';
const ENDPOINT_KEY = 'kubernetes.io/api-server';

/** An entity has at least one of these when it can be told which cluster it stands for. */
export const hintAnnotations = [
  ANNOTATION_CLUSTER_NAME,
  ...ARN_KEYS,
  NAME_KEY,
  ENDPOINT_KEY,
];

const EKS_ARN = /^arn:aws[\w-]*:eks:([\w-]+):(\d{12}):cluster\/([\w-]+)$/;
/** `https://ID.gr7.eu-central-1.eks.amazonaws.com`, `https://ID.eks-cluster.eu-central-1.api.aws` */
const EKS_HOST =
  /^https:\/\/[^/]+?\.([a-z]{2,4}(?:-[a-z]+)+-\d{1,2})\.(?:eks\.amazonaws\.com|api\.aws)/;

/** Undefined when the entity tells of no cluster. Our own annotations count most, then an ARN, then those of the Kubernetes plugin. */
export function clusterHints({
  kind,
  metadata,
}: Entity): ClusterHints | undefined {
  const annotations = metadata.annotations ?? {};
  if (kind.toLowerCase() !== CLUSTER_KIND.toLowerCase()) return undefined;
  if (!hintAnnotations.some(key => annotations[key])) return undefined;

  const first = (keys: string[]) =>
    keys.map(key => annotations[key]).find(Boolean);
  const endpoint = annotations[ENDPOINT_KEY];
  const [, arnRegion, arnAccount, arnName] =
    EKS_ARN.exec(first(ARN_KEYS) ?? '') ?? [];
  return {
    organization: annotations[ANNOTATION_ORGANIZATION],
    awsAccountId:
      annotations[ANNOTATION_AWS_ACCOUNT_ID] ??
      arnAccount ??
      first(ACCOUNT_KEYS),
    region:
      annotations[ANNOTATION_REGION] ??
      arnRegion ??
      EKS_HOST.exec(endpoint ?? '')?.[1],
    clusterName:
      annotations[ANNOTATION_CLUSTER_NAME] ?? arnName ?? annotations[NAME_KEY],
    endpoint,
  };
}
