import {
  Cluster,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-eks';
import type {
  BindingSpec,
  Change,
} from 'backstage-plugin-humanitec-eks-common';
import {
  findAccessEntry,
  FoundAccessEntry,
  WantedAccessEntry,
} from '../aws/accessEntry';
import { applyAccessEntry, removeAccessEntry } from '../aws/applyAccessEntry';
import { AwsAccount, regionFacts } from '../aws/awsAccount';
import { findCluster, hasAccessEntries, isUp } from '../aws/eksCluster';
import { planAccessEntry } from '../aws/planAccessEntry';
import { isOurs } from '../aws/tags';
import type { Systems } from '../systems';
import { accessRoleArn } from './accessRole';
import { findNotes, NoteHolder } from './clusterNotes';
import type { Thing } from './part';

/** Note on a cluster from which Backstage's own access was taken away on purpose. */
export const ACCESS_TAG = 'humanitec-eks/backstage-access';
const REVOKED = 'revoked';
/** The same as tags. */
export const REVOKED_TAG = { [ACCESS_TAG]: REVOKED };

/** Has the rights of docs/reference/cluster-rbac.yaml, where the team of a cluster gives Backstage these instead of all. */
const BACKSTAGE_GROUP = 'backstage-humanitec-eks';

const OWN_ROLE = "Backstage's own role";

/** How Backstage itself gets into a cluster. */
export interface ClusterAdmin {
  principalArn: string;
  roleCreatedAt?: Date;
  entry?: FoundAccessEntry;
  /** What is noted on the cluster. */
  notes?: NoteHolder;
}

/** Reads the access entry of the role that Backstage acts as. */
export async function findAdmin(
  spec: BindingSpec,
  found: Cluster,
  aws: AwsAccount,
): Promise<ClusterAdmin> {
  const [principalArn, notes] = await Promise.all([
    aws.ownPrincipalArn(),
    findNotes(spec, found, aws),
  ]);
  if (!hasAccessEntries(found)) return { principalArn, notes };
  const [entry, roleCreatedAt] = await Promise.all([
    findAccessEntry(aws, spec.clusterName, principalArn),
    aws.ownRoleCreatedAt(),
  ]);
  return { principalArn, entry, notes, roleCreatedAt };
}

/** Was Backstage's access taken away on purpose, so that its absence is no difference? */
export function isRevoked(notes: NoteHolder | undefined): boolean {
  return notes?.tags[ACCESS_TAG] === REVOKED;
}

/** What must change so that Backstage can administer the cluster; somebody else's entry that allows it will do. */
export function planAdmin(
  spec: BindingSpec,
  found: Cluster | undefined,
  admin: ClusterAdmin | undefined,
): Change[] {
  const subject = { kind: 'access entry', name: OWN_ROLE };
  if (!found || !admin || !hasAccessEntries(found)) {
    return [
      {
        action: 'create',
        ...subject,
        reason: isUp(found)
          ? 'follows when the cluster knows access entries'
          : 'follows when the cluster is ACTIVE',
      },
    ];
  }
  const { notes } = admin;
  if (isRevoked(notes) && !spec.cluster.restoreAccess) return [];
  const untag: Change[] = isRevoked(notes)
    ? [{ action: 'delete', kind: noteKind(spec, found), name: ACCESS_TAG }]
    : [];
  const entry = planAccessEntry(
    spec,
    wantedEntry(spec, admin),
    admin.entry,
    'reusable',
    admin.roleCreatedAt,
  ).map(change => ({ ...change, ...subject }));
  return [...entry, ...untag];
}

function noteKind(spec: BindingSpec, found: Cluster): string {
  return isOurs(spec, found.tags) ? 'eks cluster tag' : 'access entry tag';
}

/** The access entry of Backstage, unless it was given up on purpose. */
export function adminThings(
  spec: BindingSpec,
  admin: ClusterAdmin | undefined,
): Thing[] {
  if (isRevoked(admin?.notes) && !spec.cluster.restoreAccess) return [];
  return [{ kind: 'access entry', name: OWN_ROLE }];
}

/** Carries the plan out. */
export async function applyAdmin(
  spec: BindingSpec,
  found: Cluster,
  admin: ClusterAdmin,
  systems: Systems,
): Promise<void> {
  if (planAdmin(spec, found, admin).length === 0) return;
  await lendAdmin(spec, admin, systems);
  const { notes } = admin;
  if (notes && isRevoked(notes)) {
    await systems.aws.eks(
      new UntagResourceCommand({
        resourceArn: notes.arn,
        tagKeys: [ACCESS_TAG],
      }),
    );
    systems.did(`Gave Backstage its access to ${spec.clusterName} back.`);
  }
}

/** Lets Backstage in and leaves the note that its access was given up, so that {@link revokeAdmin} follows, in this run or the next. */
export async function lendAdmin(
  spec: BindingSpec,
  admin: ClusterAdmin,
  systems: Systems,
): Promise<void> {
  await applyAccessEntry(
    spec,
    wantedEntry(spec, admin),
    admin.entry,
    'reusable',
    systems,
    admin.roleCreatedAt,
  );
}

/**
 * Takes Backstage's own access entry away, if it carries our mark, and notes
 * that: parts and page no longer miss it. The step cluster:apply or
 * cluster:await gives it back with `cluster.restoreAccess`.
 *
 * @param options - with `dryRun` it looks and tells, and changes nothing
 * @returns whether anything was changed, or in a dry-run would be
 * @throws Error when there is no place for the note
 */
export async function revokeAdmin(
  spec: BindingSpec,
  systems: Systems,
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<boolean> {
  const { aws, progress } = systems;
  const found = await findCluster(aws, spec.clusterName);
  if (!hasAccessEntries(found)) {
    throw new Error(`there is no ACTIVE cluster ${spec.clusterName}`);
  }
  const { entry, notes, principalArn } = await findAdmin(spec, found, aws);
  if (!notes) {
    throw new Error(
      `cluster ${
        spec.clusterName
      } does not carry our tag, and neither does an access entry of ${accessRoleArn(
        spec,
      )}; run the step deployAccess:apply first`,
    );
  }
  if (entry && !isOurs(spec, entry.tags)) {
    progress(
      `The access entry of ${principalArn} does not carry our tag, so it stays.`,
    );
    return false;
  }
  const isNoted = isRevoked(notes);
  if (!entry && isNoted) return false;
  if (dryRun) {
    progress(`The access entry of ${principalArn} would be deleted.`);
    return true;
  }
  if (!isNoted) {
    // First: an entry that is gone without this note would be made again.
    await aws.eks(
      new TagResourceCommand({
        resourceArn: notes.arn,
        tags: REVOKED_TAG,
      }),
    );
  }
  await removeAccessEntry(spec, entry, systems);
  return true;
}

function wantedEntry(
  spec: BindingSpec,
  { principalArn }: ClusterAdmin,
): WantedAccessEntry {
  return {
    principalArn,
    clusterPolicyArn: adminPolicyArn(spec),
    groupInstead: BACKSTAGE_GROUP,
  };
}

/** The access policy of whoever administers a cluster. */
export function adminPolicyArn({ region }: BindingSpec): string {
  const { partition } = regionFacts(region);
  return `arn:${partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`;
}
