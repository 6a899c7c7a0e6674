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
  UpdateRoleCommand,
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
import {
  allowsStatements,
  PolicyDocument,
  sameStatements,
  statementsOf,
  withoutExternalIds,
} from './policyDocument';
import {
  isOurs,
  missingTags,
  ourTags,
  tagFields,
  tagList,
  tagRecord,
} from './tags';

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

/**
 * `own`: made for this binding alone, under an ARN that is known beforehand.
 * `reusable`: one that somebody else made is used as it is, as long as it can
 * do all that is wanted; it is not touched, and not removed.
 */
export type RoleUse = 'own' | 'reusable';

/** Reads a role, or undefined when there is none of that name. */
export async function findRole(
  aws: AwsAccount,
  name: string,
): Promise<FoundRole | undefined> {
  const found = await orAbsent(aws.iam(new GetRoleCommand({ RoleName: name })));
  const role = found?.Role;
  if (!role?.Arn) return undefined;
  const attached = await orAbsent(listAttached(aws, name));
  // Gone between the two calls.
  if (!attached) return undefined;
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

/** What must change about a role. */
export function planRole(
  spec: BindingSpec,
  wanted: WantedRole,
  found: FoundRole | undefined,
  use: RoleUse,
): Change[] {
  const subject = { kind: 'iam role', name: wanted.name };
  if (!found) return [{ action: 'create', ...subject }];
  if (use === 'own' && found.path !== wanted.path) {
    return [
      {
        action: 'refuse',
        ...subject,
        fields: [{ path: 'Path', from: found.path, to: wanted.path }],
        reason: `a role of this name exists under another path, and a path cannot be changed; set aws.iamPath to ${found.path}, choose another name, or delete the role first`,
      },
    ];
  }
  if (isBorrowed(spec, wanted, found, use)) return [];
  return ownership({
    ours: isOurs(spec, found.tags),
    adopt: spec.adopt,
    subject,
    fields: differences(spec, wanted, found),
    foreign:
      use === 'own'
        ? 'a role of this name exists and does not carry our tag; choose another name'
        : 'a role of this name exists, does not carry our tag and lacks something; add that, choose another name',
  });
}

/** Somebody else's role that does as it is. A policy that ours would replace does, too: it is not for us to change. */
function isBorrowed(
  spec: BindingSpec,
  wanted: WantedRole,
  found: FoundRole,
  use: RoleUse,
): boolean {
  const has = (arn: string | undefined) =>
    arn !== undefined && found.attachedPolicyArns.includes(arn);
  return (
    use === 'reusable' &&
    !isOurs(spec, found.tags) &&
    allowsStatements(found.trust, wanted.trust.Statement) &&
    wanted.attachedPolicies.every(
      ({ arn, replaces }) => has(arn) || has(replaces),
    )
  );
}

function differences(
  spec: BindingSpec,
  wanted: WantedRole,
  found: FoundRole,
): FieldChange[] {
  return [
    ...trustField(wanted, found),
    ...policiesToAttach(wanted, found).map(({ arn }) => ({
      path: 'AttachedPolicies',
      to: arn,
    })),
    ...policiesToDetach(wanted, found).map(arn => ({
      path: 'AttachedPolicies',
      from: arn,
    })),
    ...scalarField('Description', found.description, wanted.description),
    ...scalarField(
      'PermissionsBoundary',
      found.permissionsBoundary,
      wanted.permissionsBoundary,
    ),
    ...tagFields(ourTags(spec), found.tags),
  ];
}

function trustField(wanted: WantedRole, found: FoundRole): FieldChange[] {
  const path = 'AssumeRolePolicyDocument';
  if (sameStatements(wanted.trust.Statement, found.trust)) return [];
  const from = withoutExternalIds(found.trust);
  const to = withoutExternalIds(wanted.trust.Statement);
  return sameStatements(from, to)
    ? [{ path, hidden: true }]
    : [{ path, from, to }];
}

function policiesToAttach(wanted: WantedRole, found?: FoundRole) {
  return wanted.attachedPolicies.filter(
    ({ arn }) => !found?.attachedPolicyArns.includes(arn),
  );
}

function policiesToDetach(wanted: WantedRole, found?: FoundRole): string[] {
  const replaced = wanted.attachedPolicies.flatMap(
    ({ replaces }) => replaces ?? [],
  );
  return replaced.filter(arn => found?.attachedPolicyArns.includes(arn));
}

/** What was not asked for is no difference. */
function scalarField(
  path: string,
  from: string | undefined,
  to: string | undefined,
): FieldChange[] {
  return to === undefined || from === to ? [] : [{ path, from, to }];
}

/** Makes the role as wanted, call by call; each call is skipped when it is not needed. */
export async function applyRole(
  spec: BindingSpec,
  wanted: WantedRole,
  found: FoundRole | undefined,
  use: RoleUse,
  { aws, progress }: Systems,
): Promise<void> {
  if (found && isBorrowed(spec, wanted, found, use)) return;
  const { name } = wanted;
  if (found) {
    await updateRole(spec, wanted, found, { aws, progress });
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
    progress(`Created IAM role ${name}.`);
  }
  for (const { arn } of policiesToAttach(wanted, found)) {
    await aws.iam(
      new AttachRolePolicyCommand({ RoleName: name, PolicyArn: arn }),
    );
    progress(`Attached ${policyName(arn)} to IAM role ${name}.`);
  }
  // Afterwards, so that the role can do its work all the time.
  for (const arn of policiesToDetach(wanted, found)) {
    await ignoreAbsent(
      aws.iam(new DetachRolePolicyCommand({ RoleName: name, PolicyArn: arn })),
    );
    progress(`Detached ${policyName(arn)} from IAM role ${name}.`);
  }
}

async function updateRole(
  spec: BindingSpec,
  wanted: WantedRole,
  found: FoundRole,
  { aws, progress }: Pick<Systems, 'aws' | 'progress'>,
): Promise<void> {
  const RoleName = wanted.name;
  // First, so that a half-made adoption is known as ours.
  const tags = missingTags(ourTags(spec), found.tags);
  if (Object.keys(tags).length) {
    await aws.iam(new TagRoleCommand({ RoleName, Tags: tagList(tags) }));
    progress(`Tagged IAM role ${RoleName}.`);
  }
  const boundary = wanted.permissionsBoundary;
  if (boundary && boundary !== found.permissionsBoundary) {
    await aws.iam(
      new PutRolePermissionsBoundaryCommand({
        RoleName,
        PermissionsBoundary: boundary,
      }),
    );
    progress(`Set the permissions boundary of IAM role ${RoleName}.`);
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
    progress(`Changed the description of IAM role ${RoleName}.`);
  }
  if (!sameStatements(wanted.trust.Statement, found.trust)) {
    await aws.iam(
      new UpdateAssumeRolePolicyCommand({
        RoleName,
        PolicyDocument: JSON.stringify(wanted.trust),
      }),
    );
    progress(`Replaced the trust policy of IAM role ${RoleName}.`);
  }
}

function policyName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
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
