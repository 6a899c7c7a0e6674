import {
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import type { AwsAccount } from './awsAccount';
import { orAbsent } from './awsError';
import { PolicyDocument, statementsOf } from './policyDocument';
import { tagRecord } from './tags';

/** An IAM role as it should be. */
export interface WantedRole {
  name: string;
  /** Only for a role that is made: the path of one that is there cannot be changed. */
  path: string;
  description: string;
  trust: PolicyDocument;
  /** Policies that must be attached; others may be, too, except what they replace. */
  attachedPolicies: { arn: string; replaces?: string }[];
  permissionsBoundary?: string;
}

/** An IAM role as it is. */
export interface FoundRole {
  arn: string;
  /** `AROA…`; another one when a role of the same name is made anew. */
  id: string;
  name: string;
  path: string;
  description: string;
  createdAt?: Date;
  maxSessionDuration?: number;
  trust: PolicyDocument['Statement'];
  attachedPolicyArns: string[];
  permissionsBoundary?: string;
  tags: Record<string, string>;
}

/** Reads a role, or undefined when there is none of that name. */
export async function findRole(
  aws: AwsAccount,
  name: string,
): Promise<FoundRole | undefined> {
  const [found, attached] = await Promise.all([
    orAbsent(aws.iam(new GetRoleCommand({ RoleName: name }))),
    orAbsent(listAttached(aws, name)),
  ]);
  const role = found?.Role;
  // It may come or go between the two calls.
  if (!role?.Arn || !attached) return undefined;
  return {
    arn: role.Arn,
    id: role.RoleId ?? '',
    name,
    path: role.Path ?? '/',
    description: role.Description ?? '',
    createdAt: role.CreateDate,
    maxSessionDuration: role.MaxSessionDuration,
    trust: statementsOf(role.AssumeRolePolicyDocument),
    attachedPolicyArns: attached,
    permissionsBoundary: role.PermissionsBoundary?.PermissionsBoundaryArn,
    tags: tagRecord(role.Tags),
  };
}

/** One call: a role has 25 policies at most, a page holds 100. */
async function listAttached(aws: AwsAccount, name: string): Promise<string[]> {
  const { AttachedPolicies: policies = [] } = await aws.iam(
    new ListAttachedRolePoliciesCommand({ RoleName: name }),
  );
  return policies.flatMap(({ PolicyArn: arn }) => arn ?? []);
}
