import {
  ANNOTATION_AWS_ACCOUNT_ID,
  ANNOTATION_CLUSTER_DEFINITION,
  ANNOTATION_CLUSTER_NAME,
  ANNOTATION_ORGANIZATION,
  ANNOTATION_REGION,
  BindingIdentity,
} from 'backstage-plugin-humanitec-eks-common';

/** The annotations by which card, tab and fleet know which binding an entity stands for. */
export function bindingAnnotations(
  binding: BindingIdentity & { clusterDefinition: string },
): Record<string, string> {
  return {
    [ANNOTATION_ORGANIZATION]: binding.organization,
    [ANNOTATION_CLUSTER_DEFINITION]: binding.clusterDefinition,
    [ANNOTATION_AWS_ACCOUNT_ID]: binding.awsAccountId,
    [ANNOTATION_REGION]: binding.region,
    [ANNOTATION_CLUSTER_NAME]: binding.clusterName,
  };
}
