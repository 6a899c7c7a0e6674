import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePermissionsBoundaryCommand,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type {
  BindingSpec,
  Change,
  FieldChange,
} from 'backstage-plugin-humanitec-eks-common';
import { ownership } from '../binding/ownership';
import type { Systems } from '../systems';
import { isAbsent, orAbsent } from './awsError';
import type { AwsAccount } from './awsAccount';
import { PolicyDocument, sameStatements, statementsOf } from './policyDocument';
import { isOurs, missingTags, ourTags, tagList, tagRecord } from './tags';

/** An IAM role as it should be. */
export interface WantedRole {
  name: string;
  path: string;
  description: string;
  trust: PolicyDocument;
  /** Policies that must be attached; others may be, too. */
  attachedPolicyArns: string[];
  permissionsBoundary?: string;
}

/** An IAM role as it is. */
export interface FoundRole {
  arn: string;
  name: string;
  createdAt?: Date;
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
  const found = await orAbsent(aws.iam(new GetRoleCommand({ RoleName: name })));
  const role = found?.Role;
  if (!role?.Arn) return undefined;
  return {
    arn: role.Arn,
    name,
    createdAt: role.CreateDate,
    trust: statementsOf(role.AssumeRolePolicyDocument),
    attachedPolicyArns: await listAttached(aws, name),
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

/**
 * What must change about a role.
 *
 * @param reusable - a role that somebody else made is used as it is, as long as
 *   it has all that is wanted; otherwise it is refused unless `spec.adopt`
 */
export function planRole(
  spec: BindingSpec,
  wanted: WantedRole,
  found: FoundRole | undefined,
  options: { reusable: boolean },
): Change[] {
  const subject = { kind: 'iam role', name: wanted.name };
  if (!found) return [{ action: 'create', ...subject }];

  const fields = differences(wanted, found);
  const ours = isOurs(spec, found.tags);
  if (ours) {
    const tags = missingTags(ourTags(spec), found.tags);
    fields.push(
      ...Object.entries(tags).map(([key, to]) => ({
        path: `Tags.${key}`,
        from: found.tags[key],
        to,
      })),
    );
  }
  if (!ours && options.reusable && fields.length === 0) return [];
  return ownership({
    ours,
    adopt: spec.adopt,
    subject,
    fields,
    foreign:
      'a role of this name exists and does not carry our tag; choose another name',
  });
}

function differences(wanted: WantedRole, found: FoundRole): FieldChange[] {
  const fields: FieldChange[] = [];
  if (!sameStatements(wanted.trust.Statement, found.trust)) {
    // The trust policy may hold an external ID.
    fields.push({ path: 'AssumeRolePolicyDocument', hidden: true });
  }
  for (const arn of wanted.attachedPolicyArns) {
    if (!found.attachedPolicyArns.includes(arn)) {
      fields.push({ path: 'AttachedPolicies', to: arn });
    }
  }
  if (
    wanted.permissionsBoundary &&
    wanted.permissionsBoundary !== found.permissionsBoundary
  ) {
    fields.push({
      path: 'PermissionsBoundary',
      from: found.permissionsBoundary,
      to: wanted.permissionsBoundary,
    });
  }
  return fields;
}

/** Makes the role as wanted, call by call; each call is skipped when it is not needed. */
export async function applyRole(
  spec: BindingSpec,
  wanted: WantedRole,
  found: FoundRole | undefined,
  { aws, progress }: Systems,
): Promise<void> {
  const { name } = wanted;
  if (!found) {
    await aws.iam(
      new CreateRoleCommand({
        RoleName: name,
        Path: wanted.path,
        Description: wanted.description,
        AssumeRolePolicyDocument: JSON.stringify(wanted.trust),
        PermissionsBoundary: wanted.permissionsBoundary,
        Tags: tagList(ourTags(spec)),
      }),
    );
    progress(`Created IAM role ${name}.`);
  } else {
    if (!sameStatements(wanted.trust.Statement, found.trust)) {
      await aws.iam(
        new UpdateAssumeRolePolicyCommand({
          RoleName: name,
          PolicyDocument: JSON.stringify(wanted.trust),
        }),
      );
      progress(`Replaced the trust policy of IAM role ${name}.`);
    }
    const tags = missingTags(ourTags(spec), found.tags);
    if (Object.keys(tags).length) {
      await aws.iam(
        new TagRoleCommand({ RoleName: name, Tags: tagList(tags) }),
      );
      progress(`Tagged IAM role ${name}.`);
    }
    const boundary = wanted.permissionsBoundary;
    if (boundary && boundary !== found.permissionsBoundary) {
      await aws.iam(
        new PutRolePermissionsBoundaryCommand({
          RoleName: name,
          PermissionsBoundary: boundary,
        }),
      );
      progress(`Set the permissions boundary of IAM role ${name}.`);
    }
  }
  for (const arn of wanted.attachedPolicyArns) {
    if (!found?.attachedPolicyArns.includes(arn)) {
      await aws.iam(
        new AttachRolePolicyCommand({ RoleName: name, PolicyArn: arn }),
      );
      progress(`Attached ${arn.split('/').pop()} to IAM role ${name}.`);
    }
  }
}

/** Deletes a role with all that is attached to it, if it carries our mark. */
export async function removeRole(
  spec: BindingSpec,
  found: FoundRole | undefined,
  { aws, progress }: Systems,
): Promise<void> {
  if (!found || !isOurs(spec, found.tags)) return;
  const { name } = found;
  for (const PolicyArn of found.attachedPolicyArns) {
    await ignoreAbsent(
      aws.iam(new DetachRolePolicyCommand({ RoleName: name, PolicyArn })),
    );
  }
  const inline = await orAbsent(
    aws.iam(new ListRolePoliciesCommand({ RoleName: name })),
  );
  for (const PolicyName of inline?.PolicyNames ?? []) {
    await ignoreAbsent(
      aws.iam(new DeleteRolePolicyCommand({ RoleName: name, PolicyName })),
    );
  }
  await ignoreAbsent(aws.iam(new DeleteRoleCommand({ RoleName: name })));
  progress(`Deleted IAM role ${name}.`);
}

/** For deletes: what is gone already is what was wanted. */
export async function ignoreAbsent(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
}
