import {
  AssociateAccessPolicyCommand,
  CreateAccessEntryCommand,
  DeleteAccessEntryCommand,
  DescribeAccessEntryCommand,
  ListAssociatedAccessPoliciesCommand,
  TagResourceCommand,
  UpdateAccessEntryCommand,
} from '@aws-sdk/client-eks';
import type {
  BindingSpec,
  Change,
  FieldChange,
} from 'backstage-plugin-humanitec-eks-common';
import { isDeepStrictEqual } from 'node:util';
import { ownership } from '../binding/ownership';
import type { Systems } from '../systems';
import { AwsError, orAbsent } from './awsError';
import type { AwsAccount } from './awsAccount';
import { ignoreAbsent } from './iamRole';
import { whilePropagating } from './propagation';
import { isOurs, missingTags, ourTags, tagFields } from './tags';

/** An EKS access entry of type STANDARD as it should be. */
export interface WantedAccessEntry {
  principalArn: string;
  /** Exactly these; any when left out. */
  kubernetesGroups?: string[];
  /** An access policy that must be associated with the whole cluster. */
  clusterPolicyArn?: string;
}

/** An EKS access entry as it is. */
export interface FoundAccessEntry {
  principalArn: string;
  arn: string;
  type: string;
  kubernetesGroups: string[];
  username?: string;
  /** Access policies with the whole cluster as scope. */
  clusterPolicyArns: string[];
  /** Access policies with some namespaces as scope. */
  namespacePolicyArns: string[];
  createdAt?: Date;
  tags: Record<string, string>;
}

/**
 * `own`: made for this binding, under its mark.
 * `reusable`: somebody else's entry for the principal is used as it is, as long
 * as it can do all that is wanted.
 */
export type EntryUse = 'own' | 'reusable';

/** Reads an access entry, or undefined when there is none, or no cluster. */
export async function findAccessEntry(
  aws: AwsAccount,
  clusterName: string,
  principalArn: string,
): Promise<FoundAccessEntry | undefined> {
  const id = { clusterName, principalArn };
  const found = await orAbsent(aws.eks(new DescribeAccessEntryCommand(id)));
  const entry = found?.accessEntry;
  if (!entry) return undefined;
  // One call: an entry has a handful of policies, a page holds 100.
  const listed = await orAbsent(
    aws.eks(new ListAssociatedAccessPoliciesCommand(id)),
  );
  const policies = (type: 'cluster' | 'namespace') =>
    (listed?.associatedAccessPolicies ?? []).flatMap(
      ({ policyArn, accessScope }) =>
        policyArn && accessScope?.type === type ? policyArn : [],
    );
  return {
    principalArn,
    arn: entry.accessEntryArn ?? '',
    type: entry.type ?? 'STANDARD',
    kubernetesGroups: entry.kubernetesGroups ?? [],
    username: entry.username,
    clusterPolicyArns: policies('cluster'),
    namespacePolicyArns: policies('namespace'),
    createdAt: entry.createdAt,
    tags: entry.tags ?? {},
  };
}

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
  if (!found) return [{ action: 'create', ...subject }];
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
    ours: isOurs(spec, found.tags),
    adopt: spec.adopt,
    subject,
    fields: differences(spec, wanted, found),
    foreign:
      'an access entry for this role exists and does not carry our tag; delete it',
    reason: stale
      ? 'the role was created again after this entry, so EKS no longer honours it; it is replaced'
      : undefined,
  });
}

function isStale(found: FoundAccessEntry, roleCreatedAt?: Date): boolean {
  return (
    roleCreatedAt !== undefined &&
    found.createdAt !== undefined &&
    found.createdAt < roleCreatedAt
  );
}

/** Somebody else's entry that does as it is. */
function isBorrowed(
  spec: BindingSpec,
  wanted: WantedAccessEntry,
  found: FoundAccessEntry,
  use: EntryUse,
): boolean {
  return (
    use === 'reusable' &&
    !isOurs(spec, found.tags) &&
    groupsField(wanted, found).length === 0 &&
    policyField(wanted, found).length === 0
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
    ...tagFields(ourTags(spec), found.tags),
  ];
}

function groupsField(
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
function usernameField({
  principalArn,
  username: from,
}: FoundAccessEntry): FieldChange[] {
  const to = defaultUsername(principalArn);
  return from === undefined || from === to
    ? []
    : [{ path: 'username', from, to }];
}

/** EKS User Guide, access entries: a role's sessions, without the role's path; a user's ARN. */
function defaultUsername(principalArn: string): string {
  const match = principalArn.match(
    /^arn:([\w-]+):iam::(\d+):role\/(?:.*\/)?([^/]+)$/,
  );
  if (!match) return principalArn;
  const [, partition, accountId, role] = match;
  return `arn:${partition}:sts::${accountId}:assumed-role/${role}/{{SessionName}}`;
}

/** Further policies carry no mark and only add rights: they are shown, and left to those who associated them. */
function policyField(
  wanted: WantedAccessEntry,
  found: FoundAccessEntry,
): FieldChange[] {
  const to = wanted.clusterPolicyArn;
  return !to || found.clusterPolicyArns.includes(to)
    ? []
    : [{ path: 'accessPolicies', to }];
}

/** Makes the access entry as wanted; each call is skipped when it is not needed. */
export async function applyAccessEntry(
  spec: BindingSpec,
  wanted: WantedAccessEntry,
  found: FoundAccessEntry | undefined,
  use: EntryUse,
  systems: Systems,
  roleCreatedAt?: Date,
): Promise<void> {
  const stale = found !== undefined && isStale(found, roleCreatedAt);
  if (found && !stale && isBorrowed(spec, wanted, found, use)) return;
  if (found && stale) await deleteEntry(spec, found, systems);
  const kept = stale ? undefined : found;
  if (kept) await updateEntry(spec, wanted, kept, systems);
  else await createEntry(spec, wanted, systems);
  if (!kept || policyField(wanted, kept).length) {
    await associatePolicy(spec, wanted, systems);
  }
}

async function createEntry(
  spec: BindingSpec,
  { principalArn, kubernetesGroups }: WantedAccessEntry,
  systems: Systems,
): Promise<void> {
  const request = new CreateAccessEntryCommand({
    clusterName: spec.clusterName,
    principalArn,
    kubernetesGroups,
    type: 'STANDARD',
    tags: ourTags(spec),
  });
  await whilePropagating(systems, {
    call: () => systems.aws.eks(request),
    // Terraform AWS provider, access_entry.go.
    isNotYet: error => says(error, 'InvalidParameter', /invalid principal/i),
    waiting: `Waiting for EKS to know the IAM role ${principalArn}`,
  });
  systems.progress(`Created the access entry of ${principalArn}.`);
}

async function updateEntry(
  spec: BindingSpec,
  wanted: WantedAccessEntry,
  found: FoundAccessEntry,
  { aws, progress }: Systems,
): Promise<void> {
  const { principalArn } = wanted;
  // First, so that a half-made adoption is known as ours.
  const tags = missingTags(ourTags(spec), found.tags);
  if (Object.keys(tags).length) {
    await aws.eks(new TagResourceCommand({ resourceArn: found.arn, tags }));
    progress(`Tagged the access entry of ${principalArn}.`);
  }
  const fields = [...groupsField(wanted, found), ...usernameField(found)];
  if (fields.length === 0) return;
  await aws.eks(
    new UpdateAccessEntryCommand({
      clusterName: spec.clusterName,
      principalArn,
      kubernetesGroups: wanted.kubernetesGroups ?? found.kubernetesGroups,
      username: defaultUsername(principalArn),
    }),
  );
  const paths = fields.map(({ path }) => path).join(' and ');
  progress(`Changed ${paths} of the access entry of ${principalArn}.`);
}

async function associatePolicy(
  spec: BindingSpec,
  { principalArn, clusterPolicyArn: policyArn }: WantedAccessEntry,
  systems: Systems,
): Promise<void> {
  if (!policyArn) return;
  const request = new AssociateAccessPolicyCommand({
    clusterName: spec.clusterName,
    principalArn,
    policyArn,
    accessScope: { type: 'cluster' },
  });
  await whilePropagating(systems, {
    call: () => systems.aws.eks(request),
    // Terraform AWS provider, access_policy_association.go.
    isNotYet: error => says(error, 'ResourceNotFound', /principalArn/i),
    waiting: `Waiting for EKS to know the access entry of ${principalArn}`,
  });
  const name = policyArn.slice(policyArn.lastIndexOf('/') + 1);
  systems.progress(`Gave ${principalArn} the access policy ${name}.`);
}

function says(error: unknown, code: string, message: RegExp): boolean {
  return (
    error instanceof AwsError &&
    error.code === code &&
    message.test(error.systemMessage)
  );
}

async function deleteEntry(
  { clusterName }: BindingSpec,
  { principalArn, ...found }: FoundAccessEntry,
  { aws, progress }: Systems,
): Promise<void> {
  await ignoreAbsent(
    aws.eks(new DeleteAccessEntryCommand({ clusterName, principalArn })),
  );
  const policies = [...found.clusterPolicyArns, ...found.namespacePolicyArns];
  progress(
    `Deleted the access entry of ${principalArn}${
      policies.length ? ` and its access policies ${policies.join(', ')}` : ''
    }.`,
  );
}

/** Deletes an access entry, if it carries our mark. */
export async function removeAccessEntry(
  spec: BindingSpec,
  found: FoundAccessEntry | undefined,
  systems: Systems,
): Promise<void> {
  if (!found || !isOurs(spec, found.tags)) return;
  await deleteEntry(spec, found, systems);
}
