import {
  CreateAccessEntryCommand,
  DeleteAccessEntryCommand,
  DescribeAccessEntryCommand,
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
import { orAbsent } from './awsError';
import type { AwsAccount } from './awsAccount';
import { ignoreAbsent } from './iamRole';
import { isOurs, ourTags } from './tags';

/** An EKS access entry of type STANDARD as it should be. */
export interface WantedAccessEntry {
  principalArn: string;
  kubernetesGroups: string[];
}

/** An EKS access entry as it is. */
export interface FoundAccessEntry {
  principalArn: string;
  type: string;
  kubernetesGroups: string[];
  createdAt?: Date;
  tags: Record<string, string>;
  arn: string;
}

/** Reads an access entry, or undefined when there is none, or no cluster. */
export async function findAccessEntry(
  aws: AwsAccount,
  clusterName: string,
  principalArn: string,
): Promise<FoundAccessEntry | undefined> {
  const found = await orAbsent(
    aws.eks(new DescribeAccessEntryCommand({ clusterName, principalArn })),
  );
  const entry = found?.accessEntry;
  if (!entry) return undefined;
  return {
    principalArn,
    type: entry.type ?? 'STANDARD',
    kubernetesGroups: entry.kubernetesGroups ?? [],
    createdAt: entry.createdAt,
    tags: entry.tags ?? {},
    arn: entry.accessEntryArn ?? '',
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
  roleCreatedAt?: Date,
): Change[] {
  const subject = { kind: 'access entry', name: wanted.principalArn };
  if (!found) return [{ action: 'create', ...subject }];
  if (found.type !== 'STANDARD') {
    return [
      {
        action: 'refuse',
        ...subject,
        reason: `an access entry of type ${found.type} exists; its type cannot be changed, so delete it first`,
      },
    ];
  }
  return ownership({
    ours: isOurs(spec, found.tags),
    adopt: spec.adopt,
    subject,
    fields: differences(wanted, found),
    foreign:
      'an access entry for this role exists and does not carry our tag; delete it',
    reason: isStale(found, roleCreatedAt)
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

function differences(
  wanted: WantedAccessEntry,
  found: FoundAccessEntry,
): FieldChange[] {
  const [from, to] = [found.kubernetesGroups, wanted.kubernetesGroups].map(
    groups => [...groups].sort(),
  );
  return isDeepStrictEqual(from, to)
    ? []
    : [{ path: 'kubernetesGroups', from, to }];
}

/** Makes the access entry as wanted. */
export async function applyAccessEntry(
  spec: BindingSpec,
  wanted: WantedAccessEntry,
  found: FoundAccessEntry | undefined,
  { aws, progress }: Systems,
  roleCreatedAt?: Date,
): Promise<void> {
  const { clusterName } = spec;
  const { principalArn, kubernetesGroups } = wanted;
  const mustReplace =
    found && (isStale(found, roleCreatedAt) || !isOurs(spec, found.tags));
  if (mustReplace) {
    await ignoreAbsent(
      aws.eks(new DeleteAccessEntryCommand({ clusterName, principalArn })),
    );
    progress(`Deleted the former access entry of ${principalArn}.`);
  }
  if (!found || mustReplace) {
    await aws.eks(
      new CreateAccessEntryCommand({
        clusterName,
        principalArn,
        kubernetesGroups,
        type: 'STANDARD',
        tags: ourTags(spec),
      }),
    );
    progress(`Created the access entry of ${principalArn}.`);
  } else if (differences(wanted, found).length) {
    await aws.eks(
      new UpdateAccessEntryCommand({
        clusterName,
        principalArn,
        kubernetesGroups,
      }),
    );
    progress(`Changed the groups of the access entry of ${principalArn}.`);
  }
}

/** Deletes an access entry, if it carries our mark. */
export async function removeAccessEntry(
  spec: BindingSpec,
  found: FoundAccessEntry | undefined,
  { aws, progress }: Systems,
): Promise<void> {
  if (!found || !isOurs(spec, found.tags)) return;
  const { principalArn } = found;
  await ignoreAbsent(
    aws.eks(
      new DeleteAccessEntryCommand({
        clusterName: spec.clusterName,
        principalArn,
      }),
    ),
  );
  progress(`Deleted the access entry of ${principalArn}.`);
}
