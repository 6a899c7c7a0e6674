import type { Cluster } from '@aws-sdk/client-eks';
import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import { removeAccessEntry } from '../../aws/applyAccessEntry';
import { findCluster } from '../../aws/eksCluster';
import { isOurs } from '../../aws/tags';
import { awaitAccess } from '../../kubernetes/awaitAccess';
import {
  findAdmin,
  isRevoked,
  lendAdmin,
  revokeAdmin,
} from '../../parts/clusterAdmin';
import { findNotes } from '../../parts/clusterNotes';
import type { Systems } from '../../systems';

/** Has Backstage given up its own access to the cluster, on purpose? */
export async function hasGivenUpAccess(
  spec: BindingSpec,
  { aws }: Pick<Systems, 'aws'>,
): Promise<boolean> {
  const found = await findCluster(aws, spec.clusterName);
  return found !== undefined && isRevoked(await findNotes(spec, found, aws));
}

/** Takes Backstage's own access to the cluster back for as long as the work lasts. */
export async function withBorrowedAccess<T>(
  spec: BindingSpec,
  systems: Systems,
  work: () => Promise<T>,
): Promise<T> {
  const found = await findCluster(systems.aws, spec.clusterName);
  if (!found) return work();
  const admin = await findAdmin(spec, found, systems.aws);
  await lendAdmin(spec, admin, systems);
  systems.did(
    `Took Backstage's access to ${spec.clusterName} back; it is given up again when the removal is complete.`,
  );
  try {
    await awaitAccess(systems);
    return await work();
  } finally {
    // When the run is cancelled no call can be made any more; the next one gives it up.
    if (!systems.signal.aborted) await giveBack(spec, found, systems);
  }
}

/** Without a place for the note nothing of ours is left there that would miss the access. */
async function giveBack(spec: BindingSpec, found: Cluster, systems: Systems) {
  const { notes } = await findAdmin(spec, found, systems.aws);
  if (notes) await revokeAdmin(spec, systems);
}

/**
 * Takes Backstage's own access entry away, where it carries our mark.
 *
 * @returns whether there was one, or in a dry-run would be
 */
export async function removeOwnAccess(
  spec: BindingSpec,
  systems: Systems,
  { dryRun }: { dryRun: boolean },
): Promise<boolean> {
  const found = await findCluster(systems.aws, spec.clusterName);
  if (!found) return false;
  const { entry, principalArn } = await findAdmin(spec, found, systems.aws);
  if (!entry || !isOurs(spec, entry.tags)) return false;
  if (dryRun) {
    systems.progress(
      `The access entry of ${principalArn}, Backstage's own, would be deleted.`,
    );
  } else {
    await removeAccessEntry(spec, entry, systems);
  }
  return true;
}
