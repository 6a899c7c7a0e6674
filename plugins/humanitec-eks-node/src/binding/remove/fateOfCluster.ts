import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import { findCluster } from '../../aws/eksCluster';
import { isOurs } from '../../aws/tags';
import type { Systems } from '../../systems';
import type { Left } from './leftovers';

/** Whether the EKS cluster stays, and what then is to say of it. */
export type FateOfCluster =
  | {
      fate: 'kept';
      /** This binding has not made it: Backstage's own access to it does not stay. */
      madeByOthers: boolean;
      left?: Left;
    }
  | {
      fate: 'goes';
      /** Its deletion protection is lifted first. */
      isProtected: boolean;
    };

export function clusterIsKept(
  cluster: FateOfCluster,
): cluster is Extract<FateOfCluster, { fate: 'kept' }> {
  return cluster.fate === 'kept';
}

/**
 * A cluster stays when that was asked for, or while its deletion protection is
 * on; and always when it lacks our tag: then this binding has not made it.
 */
export async function fateOfCluster(
  spec: BindingSpec,
  { aws }: Pick<Systems, 'aws'>,
  options: { keepCluster: boolean; liftDeletionProtection?: boolean },
): Promise<FateOfCluster> {
  const { keepCluster, liftDeletionProtection = false } = options;
  const found = await findCluster(aws, spec.clusterName);
  const itself = `EKS cluster ${spec.clusterName} with its IAM roles`;
  if (found && !isOurs(spec, found.tags)) {
    return {
      fate: 'kept',
      madeByOthers: true,
      left: {
        what: itself,
        why: 'this binding has not made it, so it is never deleted',
      },
    };
  }
  const kept = (why: string): FateOfCluster => ({
    fate: 'kept',
    madeByOthers: false,
    left: { what: `${itself}, and Backstage's own access to it`, why },
  });
  if (keepCluster) {
    return found
      ? kept('it was to be kept')
      : { fate: 'kept', madeByOthers: false };
  }
  const isProtected = found?.deletionProtection ?? false;
  return isProtected && !liftDeletionProtection
    ? kept(
        'its deletion protection is on; ask for it to be lifted (liftDeletionProtection), or turn it off yourself first',
      )
    : { fate: 'goes', isProtected };
}
