import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import type { WantedPolicy } from '../aws/customerManagedPolicy';
import type { WantedRole } from '../aws/iamRole';
import type { WantedOidcProvider } from '../aws/oidcProvider';
import { roleResource } from './roleResource';
import { attribute, ref, Stack } from './stack';

/** How Humanitec proves itself: with an external ID, which `placeholder` stands for, or through an identity provider. */
export type HumanitecProof =
  | { placeholder: string }
  | { provider: WantedOidcProvider };

/**
 * The role that Humanitec assumes, with its policy. CloudFormation puts no
 * tags on a policy (resource schema of AWS::IAM::ManagedPolicy), so our mark
 * has to follow with TagPolicy.
 */
export function accessRoleStack(
  spec: BindingSpec,
  role: WantedRole,
  policy: WantedPolicy,
  proof: HumanitecProof,
): Stack {
  const resource = roleResource(spec, role);
  const stack: Stack = {
    Description: `Role that Humanitec reaches EKS cluster ${spec.clusterName} with`,
    Resources: {
      AccessPolicy: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: {
          ManagedPolicyName: policy.name,
          Path: policy.path,
          Description: policy.description,
          PolicyDocument: policy.document,
        },
      },
      AccessRole: { ...resource, DependsOn: ['AccessPolicy'] },
    },
    Outputs: {
      RoleArn: {
        Description: 'Role of the Humanitec cloud account',
        Value: attribute('AccessRole', 'Arn'),
      },
      PolicyArn: {
        Description: 'Policy of the role',
        Value: ref('AccessPolicy'),
      },
    },
  };
  return 'provider' in proof
    ? withProvider(stack, proof.provider)
    : withExternalId(stack, proof.placeholder);
}

/** A NoEcho parameter, so that nobody reads it from the stack. */
function withExternalId(stack: Stack, placeholder: string): Stack {
  return {
    ...stack,
    Parameters: {
      ExternalId: {
        Type: 'String',
        Description:
          'External ID that Humanitec must give; random, treated as a secret, and the same for ever after',
        NoEcho: true,
        AllowedPattern: '[\\w+=,.@:/-]+',
        MinLength: 16,
        MaxLength: 1224,
      },
    },
    Resources: JSON.parse(
      JSON.stringify(stack.Resources, (_, value) =>
        value === placeholder ? ref('ExternalId') : value,
      ),
    ),
  };
}

/** All bindings of the account share it, so it stays when the stack goes. */
function withProvider(
  stack: Stack,
  { url, audience }: WantedOidcProvider,
): Stack {
  return {
    ...stack,
    Parameters: {
      IdentityProvider: {
        Type: 'String',
        Description: `exists when the account has an IAM identity provider for ${url}; it can have only one`,
        Default: 'create',
        AllowedValues: ['create', 'exists'],
      },
    },
    Conditions: {
      MakesIdentityProvider: {
        'Fn::Equals': [ref('IdentityProvider'), 'create'],
      },
    },
    Resources: {
      HumanitecProvider: {
        Type: 'AWS::IAM::OIDCProvider',
        Condition: 'MakesIdentityProvider',
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: { Url: url, ClientIdList: [audience] },
      },
      ...stack.Resources,
    },
  };
}
