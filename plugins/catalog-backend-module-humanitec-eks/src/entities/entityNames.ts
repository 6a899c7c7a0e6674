import {
  BindingIdentity,
  bindingKey,
  bindingMark,
  clusterEntityName,
} from 'backstage-plugin-humanitec-eks-common';

/** Names that are in use, in lower case: the catalog knows no other. */
export interface NamesInUse {
  /** What each binding is called already, by its key. */
  ours: ReadonlyMap<string, string>;
  /** What anything else is called. */
  others: ReadonlySet<string>;
}

/**
 * The names of the entities of bindings, by the key of the binding, so that a
 * name never changes because another cluster comes or goes: one that is there
 * already keeps its name. A new one is called like its cluster, or, where
 * something else is called so or several new ones would be, like its mark:
 * the cluster's name and a digest of the four facts.
 */
export function entityNames(
  bindings: BindingIdentity[],
  { ours, others }: NamesInUse,
): Map<string, string> {
  const names = new Map<string, string>();
  const used = new Set(others);
  // Also those of bindings that are not looked at now.
  for (const name of ours.values()) used.add(name.toLowerCase());

  const unnamed = bindings.filter(binding => {
    const kept = ours.get(bindingKey(binding));
    if (kept) names.set(bindingKey(binding), kept);
    return !kept;
  });
  const wished = new Map<string, number>();
  for (const binding of unnamed) {
    const name = clusterEntityName(binding).toLowerCase();
    wished.set(name, (wished.get(name) ?? 0) + 1);
  }
  for (const binding of unnamed) {
    const name = clusterEntityName(binding);
    const isFree =
      !used.has(name.toLowerCase()) && wished.get(name.toLowerCase()) === 1;
    names.set(bindingKey(binding), isFree ? name : bindingMark(binding));
  }
  return names;
}
