import {
  AssociateAccessPolicyCommand,
  CreateAccessEntryCommand,
  DeleteAccessEntryCommand,
  TagResourceCommand,
  UpdateAccessEntryCommand,
} from '@aws-sdk/client-eks';
import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import type { Systems } from '../systems';
import type { FoundAccessEntry, WantedAccessEntry } from './accessEntry';
import { AwsError, ignoreAbsent } from './awsError';
import {
  defaultUsername,
  entryTags,
  EntryUse,
  groupsField,
  isBorrowed,
  isStale,
  policyField,
  usernameField,
} from './planAccessEntry';
import { whilePropagating } from './propagation';
import { isOurs, missingTags } from './tags';

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
  wanted: WantedAccessEntry,
  systems: Systems,
): Promise<void> {
  const { principalArn, kubernetesGroups } = wanted;
  const request = new CreateAccessEntryCommand({
    clusterName: spec.clusterName,
    principalArn,
    kubernetesGroups,
    type: 'STANDARD',
    tags: entryTags(spec, wanted),
  });
  await whilePropagating(systems, {
    call: () => systems.aws.eks(request),
    // Terraform AWS provider, access_entry.go.
    isNotYet: error => says(error, 'InvalidParameter', /invalid principal/i),
    waiting: `Waiting for EKS to know the IAM role ${principalArn}`,
  });
  systems.did(`Created the access entry of ${principalArn}.`);
}

async function updateEntry(
  spec: BindingSpec,
  wanted: WantedAccessEntry,
  found: FoundAccessEntry,
  { aws, did }: Systems,
): Promise<void> {
  const { principalArn } = wanted;
  // First, so that a half-made adoption is known as ours.
  const tags = missingTags(entryTags(spec, wanted), found.tags);
  if (Object.keys(tags).length) {
    await aws.eks(new TagResourceCommand({ resourceArn: found.arn, tags }));
    did(`Tagged the access entry of ${principalArn}.`);
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
  did(`Changed ${paths} of the access entry of ${principalArn}.`);
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
  systems.did(`Gave ${principalArn} the access policy ${name}.`);
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
  { aws, did }: Systems,
): Promise<void> {
  await ignoreAbsent(
    aws.eks(new DeleteAccessEntryCommand({ clusterName, principalArn })),
  );
  const policies = [...found.clusterPolicyArns, ...found.namespacePolicyArns];
  did(
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
