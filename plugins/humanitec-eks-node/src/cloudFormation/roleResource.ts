import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import type { WantedRole } from '../aws/iamRole';
import { ourTags, tagList } from '../aws/tags';
import type { StackResource } from './stack';

/** A role as a resource of a template, with our mark. */
export function roleResource(
  spec: BindingSpec,
  wanted: WantedRole,
): StackResource {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: wanted.name,
      Path: wanted.path,
      Description: wanted.description,
      AssumeRolePolicyDocument: wanted.trust,
      ManagedPolicyArns: wanted.attachedPolicies.map(({ arn }) => arn),
      PermissionsBoundary: wanted.permissionsBoundary,
      Tags: tagList(ourTags(spec)),
    },
  };
}
