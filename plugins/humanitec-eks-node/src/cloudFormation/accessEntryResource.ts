import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import { ourTags, tagList } from '../aws/tags';
import type { StackResource } from './stack';

/**
 * An access entry of type STANDARD as a resource of a template, with our mark.
 *
 * @param wanted - values may refer to parameters and resources
 */
export function accessEntryResource(
  spec: BindingSpec,
  wanted: {
    clusterName: unknown;
    principalArn: unknown;
    kubernetesGroups?: string[];
    clusterPolicyArn?: string;
  },
): StackResource {
  const { kubernetesGroups, clusterPolicyArn } = wanted;
  return {
    Type: 'AWS::EKS::AccessEntry',
    Properties: {
      ClusterName: wanted.clusterName,
      PrincipalArn: wanted.principalArn,
      Type: 'STANDARD',
      KubernetesGroups: kubernetesGroups,
      AccessPolicies: clusterPolicyArn
        ? [{ PolicyArn: clusterPolicyArn, AccessScope: { Type: 'cluster' } }]
        : undefined,
      Tags: tagList(ourTags(spec)),
    },
  };
}
