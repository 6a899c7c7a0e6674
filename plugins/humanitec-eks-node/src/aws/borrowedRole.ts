import {
  AttachRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type {
  BindingSpec,
  Change,
  FieldChange,
} from 'backstage-plugin-humanitec-eks-common';
import { ownerByMark } from '../binding/owner';
import { inTheWay, mayAdopt } from '../binding/ownership';
import type { Systems } from '../systems';
import type { FoundRole, WantedRole } from './iamRole';
import {
  allowsStatements,
  PolicyDocument,
  withoutExternalIds,
} from './policyDocument';

// A role that somebody else made, and that may serve others, too. It never gets
// our mark, so that nothing of ours ever deletes it.

/** Nothing where it does as it is. What it lacks is added with `adopt`; nothing that it has is changed. */
export function planBorrowedRole(
  spec: BindingSpec,
  wanted: WantedRole,
  found: FoundRole,
): Change[] {
  const subject = { kind: 'iam role', name: wanted.name };
  const fields = lackingFields(wanted, found);
  if (fields.length === 0) return [];
  const refuse = (reason: string): Change[] => [
    { action: 'refuse', ...subject, fields, reason },
  ];
  const trust = trustToAdd(wanted, found);
  if (trust && !canBeAdded(trust, found)) {
    return refuse(
      'a role of this name exists, does not carry our tag, and what its trust policy lacks cannot be added to it; mend it, or choose another name',
    );
  }
  const owner = ownerByMark(spec, found.tags);
  return mayAdopt({ owner, adopt: spec.adopt })
    ? [
        {
          action: 'update',
          ...subject,
          fields,
          reason:
            'somebody else made it; it gets what it lacks, and is never deleted from here',
        },
      ]
    : refuse(
        inTheWay(
          {
            owner,
            unmarked:
              'a role of this name exists, does not carry our tag and lacks something',
            remedies: ['add what it lacks', 'choose another name'],
          },
          'to have it added',
        ),
      );
}

/** Adds what the role lacks; a policy that one of ours would replace stays, since it does, too. */
export async function completeBorrowedRole(
  wanted: WantedRole,
  found: FoundRole,
  { aws, did }: Pick<Systems, 'aws' | 'did'>,
): Promise<void> {
  const RoleName = wanted.name;
  const trust = trustToAdd(wanted, found);
  if (trust) {
    const document: PolicyDocument = {
      Version: '2012-10-17',
      Statement: [...found.trust, ...trust],
    };
    await aws.iam(
      new UpdateAssumeRolePolicyCommand({
        RoleName,
        PolicyDocument: JSON.stringify(document),
      }),
    );
    did(`Added to the trust policy of IAM role ${RoleName}.`);
  }
  for (const PolicyArn of policiesToAdd(wanted, found)) {
    await aws.iam(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    did(
      `Attached ${PolicyArn.slice(
        PolicyArn.lastIndexOf('/') + 1,
      )} to IAM role ${RoleName}.`,
    );
  }
}

function lackingFields(wanted: WantedRole, found: FoundRole): FieldChange[] {
  const trust = trustToAdd(wanted, found);
  const from = withoutExternalIds(found.trust);
  return [
    ...(trust
      ? [
          {
            path: 'AssumeRolePolicyDocument',
            from,
            to: [...from, ...withoutExternalIds(trust)],
          },
        ]
      : []),
    ...policiesToAdd(wanted, found).map(to => ({
      path: 'AttachedPolicies',
      to,
    })),
  ];
}

function trustToAdd(
  { trust: { Statement } }: WantedRole,
  { trust }: FoundRole,
) {
  return allowsStatements(trust, Statement) ? undefined : Statement;
}

/** Not to a policy that denies, nor to one that could not be read: a role without any statement there is none. */
function canBeAdded(
  statements: PolicyDocument['Statement'],
  { trust }: FoundRole,
): boolean {
  return (
    trust.length > 0 && allowsStatements([...trust, ...statements], statements)
  );
}

function policiesToAdd(
  { attachedPolicies }: WantedRole,
  { attachedPolicyArns }: FoundRole,
): string[] {
  return attachedPolicies
    .filter(
      ({ arn, replaces }) =>
        ![arn, replaces].some(one => one && attachedPolicyArns.includes(one)),
    )
    .map(({ arn }) => arn);
}
