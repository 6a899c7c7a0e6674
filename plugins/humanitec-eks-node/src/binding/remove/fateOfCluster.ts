import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import { findCluster } from '../../aws/eksCluster';
import type { Systems } from '../../systems';
import type { Left } from './leftovers';

/** Whether the EKS cluster stays, and what then is to say of it. */
export type FateOfCluster = { fate: 'kept'; left?: Left } | { fate: 'goes' };

export function clusterIsKept(
  cluster: FateOfCluster,
): cluster is Extract<FateOfCluster, { fate: 'kept' }> {
  return cluster.fate === 'kept';
}

/** A cluster stays when that was asked for, or while its deletion protection is on. */
export async function fateOfCluster(
  spec: BindingSpec,
  { aws }: Pick<Systems, 'aws'>,
  { keepCluster }: { keepCluster: boolean },
): Promise<FateOfCluster> {
  const found = await findCluster(aws, spec.clusterName);
  const what = `EKS cluster ${spec.clusterName} with its IAM roles, and Backstage's own access to it`;
  if (keepCluster) {
    if (!found) return { fate: 'kept' };
    return {
      fate: 'kept',
      left: {
        what,
        why: 'it was to be kept; with keepCluster: false it goes, too',
      },
    };
  }
  if (!found?.deletionProtection) return { fate: 'goes' };
  return {
    fate: 'kept',
    left: {
      what,
      why: 'its deletion protection is on; turn it off, then run this again',
    },
  };
}
