import {
  AttachRolePolicyCommand,
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteOpenIDConnectProviderCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { z } from 'zod';
import type { ResourceType } from './resourceTypes';

export const tagsSchema = z
  .array(z.strictObject({ Key: z.string(), Value: z.string() }))
  .optional();

const documentSchema = z.record(z.string(), z.unknown());

const roleSchema = z.strictObject({
  RoleName: z.string(),
  Path: z.string().optional(),
  Description: z.string().optional(),
  AssumeRolePolicyDocument: documentSchema,
  ManagedPolicyArns: z.array(z.string()).default([]),
  MaxSessionDuration: z.number().optional(),
  PermissionsBoundary: z.string().optional(),
  Tags: tagsSchema,
});

/** It is one of the types that cannot be tagged. */
const policySchema = z.strictObject({
  ManagedPolicyName: z.string(),
  Path: z.string().optional(),
  Description: z.string().optional(),
  PolicyDocument: documentSchema,
});

const providerSchema = z.strictObject({
  Url: z.string(),
  ClientIdList: z.array(z.string()),
  ThumbprintList: z.array(z.string()).optional(),
  Tags: tagsSchema,
});

const role: ResourceType = async (properties, { iam }) => {
  const {
    ManagedPolicyArns: policies,
    AssumeRolePolicyDocument: trust,
    ...rest
  } = roleSchema.parse(properties);
  const { RoleName } = rest;
  const { Role } = await iam.send(
    new CreateRoleCommand({
      ...rest,
      AssumeRolePolicyDocument: JSON.stringify(trust),
    }),
  );
  for (const PolicyArn of policies) {
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  }
  return {
    ref: RoleName,
    attributes: { Arn: Role?.Arn ?? '', RoleId: Role?.RoleId ?? '' },
    async remove() {
      for (const PolicyArn of policies) {
        await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
      }
      await iam.send(new DeleteRoleCommand({ RoleName }));
    },
  };
};

const managedPolicy: ResourceType = async (properties, { iam }) => {
  const { ManagedPolicyName, PolicyDocument, ...rest } =
    policySchema.parse(properties);
  const { Policy } = await iam.send(
    new CreatePolicyCommand({
      ...rest,
      PolicyName: ManagedPolicyName,
      PolicyDocument: JSON.stringify(PolicyDocument),
    }),
  );
  const arn = Policy?.Arn ?? '';
  return {
    ref: arn,
    attributes: { PolicyArn: arn },
    remove: async () => {
      await iam.send(new DeletePolicyCommand({ PolicyArn: arn }));
    },
  };
};

const oidcProvider: ResourceType = async (properties, { iam }) => {
  const { ClientIdList: ClientIDList, ...rest } =
    providerSchema.parse(properties);
  const { OpenIDConnectProviderArn: arn = '' } = await iam.send(
    new CreateOpenIDConnectProviderCommand({ ...rest, ClientIDList }),
  );
  return {
    ref: arn,
    attributes: { Arn: arn },
    remove: async () => {
      await iam.send(
        new DeleteOpenIDConnectProviderCommand({
          OpenIDConnectProviderArn: arn,
        }),
      );
    },
  };
};

export const iamResourceTypes = {
  'AWS::IAM::Role': role,
  'AWS::IAM::ManagedPolicy': managedPolicy,
  'AWS::IAM::OIDCProvider': oidcProvider,
};
