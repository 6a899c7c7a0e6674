import type {
  BindingSpec,
  Change,
  FieldChange,
} from 'backstage-plugin-humanitec-eks-common';
import { isDeepStrictEqual } from 'node:util';
import { ownerByMark } from '../binding/owner';
import { ownership } from '../binding/ownership';
import { newFields } from '../newFields';
import type { FoundAccessEntry, WantedAccessEntry } from './accessEntry';
import { isOurs, ourTags, tagFields } from './tags';

/**
 * `own`: made for this binding, under its mark.
 * `reusable`: somebody else's entry for the principal is used as it is, as long
 * as it can do all that is wanted.
 */
export type EntryUse = 'own' | 'reusable';

/**
 * What must change about an access entry.
 *
 * @param roleCreatedAt - EKS keeps the role's internal ID: an entry that is
 *   older than its role is void (EKS User Guide, access entries) and is replaced
 */
export function planAccessEntry(
  spec: BindingSpec,
  wanted: WantedAccessEntry,
  found: FoundAccessEntry | undefined,
  use: EntryUse,
  roleCreatedAt?: Date,
): Change[] {
  const subject = { kind: 'access entry', name: wanted.principalArn };
  if (!found) {
    const { kubernetesGroups, clusterPolicyArn: accessPolicies } = wanted;
    const fields = newFields({ kubernetesGroups, accessPolicies });
    return [{ action: 'create', ...subject, fields }];
  }
  if (found.type !== 'STANDARD') {
    return [
      {
        action: 'refuse',
        ...subject,
        fields: [{ path: 'type', from: found.type, to: 'STANDARD' }],
        reason: `an access entry of type ${found.type} exists; its type cannot be changed, so delete it first`,
      },
    ];
  }
  const stale = isStale(found, roleCreatedAt);
  if (!stale && isBorrowed(spec, wanted, found, use)) return [];
  return ownership({
    owner: ownerByMark(spec, found.tags),
    adopt: spec.adopt,
    subject,
    fields: differences(spec, wanted, found),
    unmarked: 'an access entry for this role exists and does not carry our tag',
    remedies: ['delete it'],
    reason: stale
      ? 'the role was created again after this entry, so EKS no longer honours it; it is replaced'
      : undefined,
  });
}

/** The tags of an access entry of ours. */
export function entryTags(
  spec: BindingSpec,
  { tags }: WantedAccessEntry,
): Record<string, string> {
  return { ...ourTags(spec), ...tags };
}

export function isStale(
  found: FoundAccessEntry,
  roleCreatedAt?: Date,
): boolean {
  return (
    roleCreatedAt !== undefined &&
    found.createdAt !== undefined &&
    found.createdAt < roleCreatedAt
  );
}

/** Somebody else's entry that does as it is. */
export function isBorrowed(
  spec: BindingSpec,
  wanted: WantedAccessEntry,
  found: FoundAccessEntry,
  use: EntryUse,
): boolean {
  return (
    use === 'reusable' &&
    !isOurs(spec, found.tags) &&
    groupsField(wanted, found).length === 0 &&
    (policyField(wanted, found).length === 0 ||
      found.kubernetesGroups.some(group => group === wanted.groupInstead))
  );
}

function differences(
  spec: BindingSpec,
  wanted: WantedAccessEntry,
  found: FoundAccessEntry,
): FieldChange[] {
  return [
    ...groupsField(wanted, found),
    ...usernameField(found),
    ...policyField(wanted, found),
    ...tagFields(entryTags(spec, wanted), found.tags),
  ];
}

export function groupsField(
  wanted: WantedAccessEntry,
  found: FoundAccessEntry,
): FieldChange[] {
  if (!wanted.kubernetesGroups) return [];
  const [from, to] = [found.kubernetesGroups, wanted.kubernetesGroups].map(
    groups => [...groups].sort(),
  );
  return isDeepStrictEqual(from, to)
    ? []
    : [{ path: 'kubernetesGroups', from, to }];
}

/** AWS recommends to leave the user name to EKS; another one may be bound to more rights than the group. */
export function usernameField({
  principalArn,
  username: from,
}: FoundAccessEntry): FieldChange[] {
  const to = defaultUsername(principalArn);
  return from === undefined || from === to
    ? []
    : [{ path: 'username', from, to }];
}

/** EKS User Guide, access entries: a role's sessions, without the role's path; a user's ARN. */
export function defaultUsername(principalArn: string): string {
  const match = principalArn.match(
    /^arn:([\w-]+):iam::(\d+):role\/(?:.*\/)?([^/]+)$/,
  );
  if (!match) return principalArn;
  const [, partition, accountId, role] = match;
  return `arn:${partition}:sts::${accountId}:assumed-role/${role}/{{SessionName}}`;
}

/** Further policies carry no mark and only add rights: they are shown, and left to those who associated them. */
export function policyField(
  wanted: WantedAccessEntry,
  found: FoundAccessEntry,
): FieldChange[] {
  const to = wanted.clusterPolicyArn;
  return !to || found.clusterPolicyArns.includes(to)
    ? []
    : [{ path: 'accessPolicies', to }];
}
