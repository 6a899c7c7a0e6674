import type { BindingIdentity } from 'backstage-plugin-humanitec-eks-common';
import type { ClusterHints } from './clusterHints';

/** What an entity of others is compared with. */
export interface Matchable extends BindingIdentity {
  endpoint?: string;
}

/**
 * Finds the binding that an entity stands for: by account, region and name; by
 * account and name where that leaves one; or by the address of the Kubernetes
 * API. An entity that names an organization stands for the binding there;
 * another one for the first of the list.
 *
 * @param bindings - in the order of the organizations in the configuration
 */
export function clusterMatcher<B extends Matchable>(
  bindings: B[],
): (hints: ClusterHints) => B | undefined {
  const byName = grouped(bindings, nameKey);
  const byEndpoint = grouped(bindings, ({ endpoint }) => endpoint);
  return hints => {
    const { awsAccountId, region, clusterName, organization } = hints;
    const named =
      awsAccountId && clusterName
        ? byName.get(nameKey({ awsAccountId, clusterName })) ?? []
        : [];
    const inRegion = named.filter(other => !region || other.region === region);
    const regions = new Set(inRegion.map(other => other.region));
    const reached = (byEndpoint.get(hints.endpoint ?? '') ?? []).filter(
      other =>
        (!awsAccountId || other.awsAccountId === awsAccountId) &&
        (!region || other.region === region) &&
        (!clusterName || other.clusterName === clusterName),
    );
    const candidates = regions.size === 1 ? inRegion : reached;
    return candidates.find(
      other => !organization || other.organization === organization,
    );
  };
}

function nameKey({
  awsAccountId,
  clusterName,
}: Pick<BindingIdentity, 'awsAccountId' | 'clusterName'>): string {
  return `${awsAccountId}/${clusterName}`;
}

function grouped<T>(items: T[], keyOf: (item: T) => string | undefined) {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
