import type {
  BindingSpec,
  Change,
  FieldChange,
} from 'backstage-plugin-humanitec-eks-common';
import { ownerByMark } from '../binding/owner';
import { ownership } from '../binding/ownership';
import { newFields } from '../newFields';
import { planBorrowedRole } from './borrowedRole';
import type { FoundRole, WantedRole } from './iamRole';
import { sameStatements, withoutExternalIds } from './policyDocument';
import { isOurs, ourTags, tagFields } from './tags';

/**
 * `own`: made for this binding alone, under an ARN that is known beforehand.
 * `reusable`: one that somebody else made is borrowed, as long as it can do all
 * that is wanted, or with `adopt` once what it lacks is added; it never becomes
 * ours, and is not removed.
 */
export type RoleUse = 'own' | 'reusable';

/** What must change about a role. */
export function planRole(
  spec: BindingSpec,
  wanted: WantedRole,
  found: FoundRole | undefined,
  use: RoleUse,
): Change[] {
  const subject = { kind: 'iam role', name: wanted.name };
  if (!found)
    return [{ action: 'create', ...subject, fields: roleFields(wanted) }];
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
  if (isBorrowed(spec, found, use)) {
    return planBorrowedRole(spec, wanted, found);
  }
  return ownership({
    owner: ownerByMark(spec, found.tags),
    adopt: spec.adopt,
    subject,
    fields: differences(spec, wanted, found),
    unmarked: 'a role of this name exists and does not carry our tag',
    remedies: ['choose another name'],
  });
}

/** Is this somebody else's role, which is used and stays theirs? */
export function isBorrowed(
  spec: BindingSpec,
  found: FoundRole,
  use: RoleUse,
): boolean {
  return use === 'reusable' && !isOurs(spec, found.tags);
}

/** Who is let in, and what the role may do; an external ID is not shown. */
function roleFields(wanted: WantedRole): FieldChange[] {
  const path = 'AssumeRolePolicyDocument';
  return [
    ...wanted.trust.Statement.flatMap(({ Principal, Condition }) => [
      ...newFields(Principal, `${path}.Principal`),
      ...(Condition?.StringEquals?.['sts:ExternalId']
        ? [{ path: `${path}.sts:ExternalId`, hidden: true } as const]
        : []),
    ]),
    {
      path: 'AttachedPolicies',
      to: wanted.attachedPolicies.map(({ arn }) =>
        arn.slice(arn.lastIndexOf('/') + 1),
      ),
    },
    ...newFields(wanted.permissionsBoundary, 'PermissionsBoundary'),
  ];
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

export function policiesToAttach(wanted: WantedRole, found?: FoundRole) {
  return wanted.attachedPolicies.filter(
    ({ arn }) => !found?.attachedPolicyArns.includes(arn),
  );
}

export function policiesToDetach(
  wanted: WantedRole,
  found?: FoundRole,
): string[] {
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
