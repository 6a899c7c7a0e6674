import {
  BindingSpec,
  PartId,
  partInfo,
} from 'backstage-plugin-humanitec-eks-common';
import { HumanitecError } from '../../humanitec/humanitecError';
import { parts, removalOrder } from '../../parts/binding';
import type { Part, RemoveOptions } from '../../parts/part';
import type { Systems } from '../../systems';
import { describeFailure, PartError } from '../failure';
import {
  hasGivenUpAccess,
  removeOwnAccess,
  withBorrowedAccess,
} from './borrowAccess';
import { clusterIsKept, FateOfCluster, fateOfCluster } from './fateOfCluster';
import { dependentsText, findDependents, tellWhoLeaves } from './dependents';
import { keptNamespaces, Left, leftByPart } from './leftovers';
import { thingsOf } from './things';
import { reachCluster } from './reachCluster';

/** How a binding is taken away. */
export interface RemovalOptions extends RemoveOptions {
  /**
   * Leave the EKS cluster with its roles, and Backstage's own access to it. One
   * that this binding has not made stays in any case, and that access goes.
   */
  keepCluster: boolean;
  /** Lift the deletion protection of a cluster that is to go. */
  liftDeletionProtection?: boolean;
  /** Take back, for as long as it lasts, the access to the cluster that Backstage has given up. */
  restoreAccess?: boolean;
  /** Look and tell; change nothing. */
  dryRun?: boolean;
}

/** What a removal has done, or in a dry-run would do. */
export interface Removal {
  /** The parts of which something was there, with the names of the things, in the order of their removal. */
  removed: { part: PartId; things: string[] }[];
  /** Whether Backstage's own access to a cluster that stays was there. */
  ownAccess: boolean;
  /** What stays, and why. */
  left: Left[];
}

/** Nothing was taken away, since something of others would suffer, or of ours be stranded. */
export class RemovalRefused extends Error {
  override name = 'RemovalRefused';
}

/**
 * Takes a binding away, in the order of {@link removalOrder}: what sends
 * deployments to the cluster first. Stops at a part that cannot be taken away;
 * the next run goes on there.
 *
 * @param options - `force` goes on although environments depend on the cluster,
 *   or although it cannot be reached, and says what stays
 * @throws RemovalRefused before anything is changed; PartError at the part that failed
 */
export async function removeBinding(
  spec: BindingSpec,
  systems: Systems,
  options: RemovalOptions,
): Promise<Removal> {
  const { force = false, dryRun = false } = options;
  if (options.keepCluster && options.liftDeletionProtection) {
    throw new RemovalRefused(
      'liftDeletionProtection: is for a cluster that is to be deleted; set keepCluster to false, too',
    );
  }
  const cluster = await fateOfCluster(spec, systems, options);
  const dependents = await findDependents(spec, systems);
  if (dependents.length > 0 && !force) {
    throw new RemovalRefused(
      `Environments are deployed through this binding: ${dependentsText(
        dependents,
      )}. Deploy them elsewhere or delete them, then try again. With force it is taken away all the same, and what they have provisioned stays as it is.`,
    );
  }
  await tellWhoLeaves(spec, systems);
  const takeAway = () => removeParts(spec, systems, cluster, options);
  const isShut =
    clusterIsKept(cluster) && (await hasGivenUpAccess(spec, systems));
  if (!isShut || force) return takeAway();
  if (!options.restoreAccess) {
    throw new RemovalRefused(
      'Backstage has given up its access to the cluster, and what is there of ours would stay. With restoreAccess it is taken back for the removal; with force the rest is taken away.',
    );
  }
  if (!dryRun) return withBorrowedAccess(spec, systems, takeAway);
  systems.progress(
    'Backstage would take its access to the cluster back for the removal; what is there cannot be listed before.',
  );
  return removeParts(spec, systems, cluster, { ...options, force: true });
}

async function removeParts(
  asked: BindingSpec,
  systems: Systems,
  cluster: FateOfCluster,
  { force = false, dryRun = false }: RemovalOptions,
): Promise<Removal> {
  const spec = withoutProtection(asked, cluster);
  const reach = await reachCluster(spec, systems);
  if ('closed' in reach && clusterIsKept(cluster) && !force) {
    throw new RemovalRefused(
      `The cluster cannot be looked into, and what is there of ours would stay: ${reach.closed} With force the rest is taken away.`,
    );
  }
  // Whatever is in a cluster that cannot be reached is not there for the parts.
  const reached =
    'open' in reach
      ? systems
      : { ...systems, kubernetes: async () => undefined };

  const removal: Removal = {
    removed: [],
    ownAccess: false,
    left: [...reach.left(cluster)],
  };
  const ids = removalOrder.filter(
    id => id !== 'cluster' || !clusterIsKept(cluster),
  );
  for (const id of ids) {
    const { things, left } = await removeOne(parts[id], spec, reached, {
      force,
      dryRun,
    });
    if (things.length > 0) removal.removed.push({ part: id, things });
    removal.left.push(...left);
  }
  if (clusterIsKept(cluster)) {
    removal.left.push(...(cluster.left ? [cluster.left] : []));
    const namespaces = dryRun ? [] : await keptNamespaces(spec, reached);
    removal.left.push(...namespaces);
    if (cluster.madeByOthers && namespaces.length > 0) {
      removal.left.push(accessForTheRest);
    } else if (cluster.madeByOthers) {
      removal.ownAccess = await removeOwnAccess(spec, systems, { dryRun });
    }
  }
  return removal;
}

const accessForTheRest: Left = {
  what: "Backstage's own access to the cluster",
  why: 'a later run takes these namespaces away, once they are empty, and then the access',
};

function withoutProtection(
  spec: BindingSpec,
  cluster: FateOfCluster,
): BindingSpec {
  const isLifted = cluster.fate === 'goes' && cluster.isProtected;
  return isLifted
    ? { ...spec, cluster: { ...spec.cluster, deletionProtection: false } }
    : spec;
}

async function removeOne<State>(
  part: Part<State>,
  spec: BindingSpec,
  systems: Systems,
  { force, dryRun }: { force: boolean; dryRun: boolean },
): Promise<{ things: string[]; left: Left[] }> {
  const { title } = partInfo[part.id];
  let things: string[] = [];
  try {
    const observed = await part.observe(spec, systems);
    things = thingsOf(part, spec, observed);
    const found = things.length > 0;
    if (observed === undefined || (dryRun && !found)) {
      systems.progress(`${title}: nothing of ours is there.`);
      return { things, left: leftByPart(part, spec, observed) };
    }
    if (dryRun) {
      systems.progress(`${title}: would be taken away:`);
      for (const thing of things) systems.progress(`  - ${thing}`);
      return { things, left: leftByPart(part, spec, observed) };
    }
    await part.remove(spec, observed, systems, { force });
    const after = await part.observe(spec, systems);
    if (!found) systems.progress(`${title}: nothing of ours is there.`);
    return { things, left: leftByPart(part, spec, after) };
  } catch (error) {
    systems.signal.throwIfAborted();
    // Humanitec does not delete what environments still refer to, by force neither.
    if (force && error instanceof HumanitecError && error.references) {
      return {
        things,
        left: [
          {
            what: title,
            why: `${describeFailure(error)} Run it again once that is gone.`,
          },
        ],
      };
    }
    systems.progress(
      `${title}: not taken away. What came before is gone; run it again to take the rest away.`,
    );
    throw new PartError(part.id, error);
  }
}
