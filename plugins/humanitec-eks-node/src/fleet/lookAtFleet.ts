import pLimit from 'p-limit';
import type { HumanitecEksService } from '../service';
import { AwsPlaces } from './awsPlaces';
import type { ClusterLook, FleetMember } from './clusterLook';
import { failureInOneLine } from './failureInOneLine';
import { lookAtCluster } from './lookAtCluster';
import { viewOrganization } from './organizationView';

/** How many Kubernetes APIs are asked at the same time: some of them make one wait. */
const CLUSTERS_AT_ONCE = 40;

/**
 * A quick look at clusters of one organization: four Humanitec calls for all,
 * and for each at most two of AWS and one of Kubernetes.
 *
 * @returns one look for each, in their order
 * @throws HumanitecError when the organization does not answer; the signal's
 *   reason when it is aborted
 */
export async function lookAtFleet(
  organization: string,
  members: FleetMember[],
  service: HumanitecEksService,
  signal: AbortSignal,
): Promise<ClusterLook[]> {
  const view = await viewOrganization(service.humanitec(organization, signal));
  const context = {
    service,
    places: new AwsPlaces(),
    kubernetesLimit: pLimit(CLUSTERS_AT_ONCE),
    signal,
  };
  return Promise.all(
    members.map(async member => {
      try {
        return await lookAtCluster(member, view(member), context);
      } catch (error) {
        signal.throwIfAborted();
        return unseen(error);
      }
    }),
  );
}

/** One cluster that cannot be looked at, such as one of an impossible name, must not cost the others theirs. */
function unseen(error: unknown): ClusterLook {
  return {
    verdict: 'unknown',
    reason: failureInOneLine('Humanitec', error),
    criteria: [],
    observedAt: new Date().toISOString(),
  };
}
