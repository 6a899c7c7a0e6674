import type {
  BindingSpec,
  RemovalPreview,
} from 'backstage-plugin-humanitec-eks-common';
import type { Systems } from '../../systems';
import { dependentEnvironments, findDependents } from './dependents';
import {
  Removal,
  RemovalOptions,
  RemovalRefused,
  removeBinding,
} from './removeBinding';

/**
 * What a removal would take away and leave, as its dry-run sees it, and what
 * depends on the cluster. A removal that would be refused is shown as it would
 * be with `force`, and with the protection of a cluster that stays left on,
 * beside the reason.
 *
 * @throws PartError or SystemError when a system does not answer
 */
export async function previewRemoval(
  spec: BindingSpec,
  systems: Systems,
  options: Omit<RemovalOptions, 'dryRun'>,
): Promise<RemovalPreview> {
  const dependents = dependentEnvironments(await findDependents(spec, systems));
  const { removal, refused } = await dryRun(spec, systems, options);
  return {
    parts: [
      ...removal.removed,
      ...(removal.ownAccess
        ? [{ part: 'cluster' as const, things: [OWN_ACCESS] }]
        : []),
    ],
    left: removal.left,
    dependents,
    ...(refused && { refused }),
  };
}

/** Goes with the binding of a cluster that somebody else has made, while the cluster stays. */
const OWN_ACCESS = "Backstage's own access entry";

async function dryRun(
  spec: BindingSpec,
  systems: Systems,
  options: RemovalOptions,
): Promise<{ removal: Removal; refused?: string }> {
  try {
    const removal = await removeBinding(spec, systems, {
      ...options,
      dryRun: true,
    });
    return { removal };
  } catch (error) {
    if (!(error instanceof RemovalRefused)) throw error;
    const removal = await removeBinding(spec, systems, {
      ...options,
      liftDeletionProtection:
        options.liftDeletionProtection && !options.keepCluster,
      force: true,
      dryRun: true,
    });
    return { removal, refused: error.message };
  }
}
