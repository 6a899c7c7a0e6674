import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  ListRolePoliciesCommand,
  PutRolePermissionsBoundaryCommand,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import type { Systems } from '../systems';
import { ignoreAbsent, orAbsent } from './awsError';
import { completeBorrowedRole } from './borrowedRole';
import type { FoundRole, WantedRole } from './iamRole';
import {
  isBorrowed,
  policiesToAttach,
  policiesToDetach,
  RoleUse,
} from './planRole';
import { sameStatements } from './policyDocument';
import { isOurs, missingTags, ourTags, tagList } from './tags';

/** Makes the role as wanted, call by call; each call is skipped when it is not needed. */
export async function applyRole(
  spec: BindingSpec,
  wanted: WantedRole,
  found: FoundRole | undefined,
  use: RoleUse,
  { aws, did }: Systems,
): Promise<void> {
  if (found && isBorrowed(spec, found, use)) {
    await completeBorrowedRole(wanted, found, { aws, did });
    return;
  }
  const { name } = wanted;
  if (found) {
    await updateRole(spec, wanted, found, { aws, did });
  } else {
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
    did(`Created IAM role ${name}.`);
  }
  for (const { arn } of policiesToAttach(wanted, found)) {
    await aws.iam(
      new AttachRolePolicyCommand({ RoleName: name, PolicyArn: arn }),
    );
    did(`Attached ${policyName(arn)} to IAM role ${name}.`);
  }
  // Afterwards, so that the role can do its work all the time.
  for (const arn of policiesToDetach(wanted, found)) {
    await ignoreAbsent(
      aws.iam(new DetachRolePolicyCommand({ RoleName: name, PolicyArn: arn })),
    );
    did(`Detached ${policyName(arn)} from IAM role ${name}.`);
  }
}

async function updateRole(
  spec: BindingSpec,
  wanted: WantedRole,
  found: FoundRole,
  { aws, did }: Pick<Systems, 'aws' | 'did'>,
): Promise<void> {
  const RoleName = wanted.name;
  // First, so that a half-made adoption is known as ours.
  const tags = missingTags(ourTags(spec), found.tags);
  if (Object.keys(tags).length) {
    await aws.iam(new TagRoleCommand({ RoleName, Tags: tagList(tags) }));
    did(`Tagged IAM role ${RoleName}.`);
  }
  const boundary = wanted.permissionsBoundary;
  if (boundary && boundary !== found.permissionsBoundary) {
    await aws.iam(
      new PutRolePermissionsBoundaryCommand({
        RoleName,
        PermissionsBoundary: boundary,
      }),
    );
    did(`Set the permissions boundary of IAM role ${RoleName}.`);
  }
  if (wanted.description !== found.description) {
    await aws.iam(
      new UpdateRoleCommand({
        RoleName,
        Description: wanted.description,
        // IAM puts it back to an hour when it is left out.
        MaxSessionDuration: found.maxSessionDuration,
      }),
    );
    did(`Changed the description of IAM role ${RoleName}.`);
  }
  if (!sameStatements(wanted.trust.Statement, found.trust)) {
    await aws.iam(
      new UpdateAssumeRolePolicyCommand({
        RoleName,
        PolicyDocument: JSON.stringify(wanted.trust),
      }),
    );
    did(`Replaced the trust policy of IAM role ${RoleName}.`);
  }
}

function policyName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** Deletes a role with all that is attached to it, if it carries our mark. */
export async function removeRole(
  spec: BindingSpec,
  found: FoundRole | undefined,
  { aws, did }: Systems,
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
  did(`Deleted IAM role ${name}.`);
}
