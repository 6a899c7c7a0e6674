import type { LoggerService } from '@backstage/backend-plugin-api';
import { describeFailure } from 'backstage-plugin-humanitec-eks-node';
import { bindingKey } from 'backstage-plugin-humanitec-eks-common';
import type { BoundCluster } from './boundCluster';
import type { ClusterFacts, ClusterReader } from './ClusterReader';

/**
 * What AWS knows of the clusters, by their keys; where it does not answer, what
 * was known before, and one line in the log for each account and region.
 *
 * @param known - what was known before, also of clusters that are not read
 * @throws the signal's reason when it is aborted
 */
export async function readFacts(
  clusters: BoundCluster[],
  reader: ClusterReader,
  known: ReadonlyMap<string, ClusterFacts>,
  { logger, signal }: { logger: LoggerService; signal: AbortSignal },
): Promise<Map<string, ClusterFacts>> {
  const failures = new Map<string, { reason: string; count: number }>();
  const facts = await Promise.all(
    clusters.map(async (cluster): Promise<[string, ClusterFacts]> => {
      const key = bindingKey(cluster);
      const before = known.get(key) ?? {};
      try {
        const read = await reader.read(cluster);
        // One that is gone keeps its owner: somebody has to take the binding away.
        return [key, read ?? { owner: before.owner }];
      } catch (error) {
        signal.throwIfAborted();
        const { awsAccountId, region } = cluster;
        const place = `AWS account ${awsAccountId}, ${region}`;
        const { count } = failures.get(place) ?? { count: 0 };
        const reason = describeFailure(error);
        failures.set(place, { reason, count: count + 1 });
        return [key, before];
      }
    }),
  );
  for (const [place, { count, reason }] of failures) {
    logger.warn(
      `What AWS tells of ${count} bound ${
        count === 1 ? 'cluster' : 'clusters'
      } in ${place} stays as it is in the catalog: ${reason}`,
    );
  }
  return new Map([...known, ...facts]);
}
