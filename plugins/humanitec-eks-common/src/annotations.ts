/** The key that Humanitec's own plugin reads, so that both can live side by side. */
export const ANNOTATION_ORGANIZATION = 'humanitec.com/orgId';
export const ANNOTATION_CLUSTER_DEFINITION = 'humanitec-eks/cluster-definition';
export const ANNOTATION_AWS_ACCOUNT_ID = 'humanitec-eks/aws-account-id';
export const ANNOTATION_REGION = 'humanitec-eks/region';
export const ANNOTATION_CLUSTER_NAME = 'humanitec-eks/cluster-name';

/** Kind and type of the catalog entity that stands for a cluster. */
export const CLUSTER_KIND = 'Resource';
export const CLUSTER_TYPE = 'kubernetes-cluster';
