import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import { findCluster } from '../../aws/eksCluster';
import { awaitAccess } from '../../kubernetes/awaitAccess';
import {
  applyAdmin,
  findAdmin,
  isRevoked,
  revokeAdmin,
} from '../../parts/clusterAdmin';
import type { Systems } from '../../systems';

/** Has Backstage given up its own access to the cluster, on purpose? */
export async function hasGivenUpAccess(
  spec: BindingSpec,
  { aws }: Pick<Systems, 'aws'>,
): Promise<boolean> {
  return isRevoked(await findCluster(aws, spec.clusterName));
}

/** Takes Backstage's own access to the cluster back for as long as the work lasts. */
export async function withBorrowedAccess<T>(
  spec: BindingSpec,
  systems: Systems,
  work: () => Promise<T>,
): Promise<T> {
  const found = await findCluster(systems.aws, spec.clusterName);
  if (!found) return work();
  const restoring = {
    ...spec,
    cluster: { ...spec.cluster, restoreAccess: true },
  };
  const admin = await findAdmin(spec, found, systems.aws);
  await applyAdmin(restoring, found, admin, systems);
  try {
    await awaitAccess(systems);
    return await work();
  } finally {
    // When the run is cancelled no call can be made any more; the access then stays.
    if (!systems.signal.aborted) await revokeAdmin(spec, systems);
  }
}
