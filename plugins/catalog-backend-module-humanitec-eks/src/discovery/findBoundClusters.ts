import type { Definition } from 'backstage-plugin-humanitec-eks-node';
import { bindingKey } from 'backstage-plugin-humanitec-eks-common';
import type { FoundAccount, UnmarkedCluster } from './AccountFinder';
import type { BoundCluster } from './boundCluster';
import { eksDefinition } from './eksDefinition';

/** Definitions that are left out, and why. */
export interface LeftOut {
  definitionId: string;
  reason: string;
}

/**
 * The clusters that the definitions of an organization lead to, each once.
 *
 * @param findAccount - tells the AWS account of a cluster that others have bound
 */
export async function findBoundClusters(
  organization: string,
  definitions: Definition[],
  findAccount: (
    cluster: UnmarkedCluster,
    definitionId: string,
  ) => Promise<FoundAccount>,
): Promise<{ clusters: BoundCluster[]; leftOut: LeftOut[] }> {
  const leftOut: LeftOut[] = [];
  const found = await Promise.all(
    definitions.map(async definition => {
      const known = eksDefinition(definition);
      if (!known) return [];
      if (known.kind === 'unclear') {
        leftOut.push({ definitionId: definition.id, reason: known.reason });
        return [];
      }
      const { region, clusterName } = known;
      const account =
        known.kind === 'marked'
          ? known
          : await findAccount({ organization, ...known }, definition.id);
      if ('reason' in account) {
        leftOut.push({
          definitionId: definition.id,
          reason: `the AWS account of ${clusterName} in ${region} is not known: ${account.reason}`,
        });
        return [];
      }
      const { awsAccountId } = account;
      return {
        organization,
        awsAccountId,
        region,
        clusterName,
        clusterDefinition: definition.id,
        definitionIds: [definition.id],
        isOurs: known.kind === 'marked',
        envTypes: (definition.criteria ?? []).flatMap(
          ({ env_type }) => env_type ?? [],
        ),
      };
    }),
  );
  return { clusters: onePerCluster(found.flat()), leftOut };
}

/** Several definitions may lead to one cluster: ours is then what the binding is about, else the first by ID. */
function onePerCluster(found: BoundCluster[]): BoundCluster[] {
  const clusters = new Map<string, BoundCluster>();
  const inOrder = found.sort(
    (a, b) =>
      Number(b.isOurs) - Number(a.isOurs) ||
      compare(a.clusterDefinition, b.clusterDefinition),
  );
  for (const cluster of inOrder) {
    const first = clusters.get(bindingKey(cluster));
    if (first) {
      first.definitionIds.push(cluster.clusterDefinition);
      first.envTypes.push(...cluster.envTypes);
    } else {
      clusters.set(bindingKey(cluster), cluster);
    }
  }
  return [...clusters.values()];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
