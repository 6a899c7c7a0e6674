// One update of a cluster: from the request until it is over.
import { randomUUID } from 'node:crypto';
import { RestCall } from '../restJson';
import { Cluster, ClusterUpdate } from '../state';
import { clusterStatus } from './clusterStatus';
import { resourceInUse } from './errors';
import { madeBy, repeated } from './requestToken';
import { seconds } from './shapes';

/** What is to change, and why that is going to fail, if it is. */
export type Planned = Pick<
  ClusterUpdate,
  'type' | 'params' | 'change' | 'failure'
>;

/**
 * Starts an update, which takes effect when it is over; one at a time. The same request again is the same update.
 *
 * @param plan - refuses what cannot be
 */
export function startUpdate(
  { world, failLater }: RestCall,
  cluster: Cluster,
  request: { clientRequestToken?: string },
  plan: () => Planned,
) {
  const known = repeated(cluster.updates, request, cluster.name);
  if (known) return { update: describeUpdate(known) };
  const planned = plan();
  if (clusterStatus(world, cluster) === 'UPDATING') {
    const running = cluster.updates.find(one => !one.over);
    throw resourceInUse(
      `Cannot ${planned.type} because cluster ${cluster.name} currently has update ${running?.id} in progress`,
      cluster.name,
    );
  }
  const update: ClusterUpdate = {
    ...planned,
    ...madeBy(request),
    id: randomUUID(),
    failure: failLater ?? planned.failure,
    createdAt: world.clock.now(),
    over: false,
  };
  cluster.updates.push(update);
  return { update: describeUpdate(update) };
}

/** The `update` member of responses. */
export function describeUpdate({ over, failure, ...update }: ClusterUpdate) {
  return {
    id: update.id,
    status: statusOf(over, failure !== undefined),
    type: update.type,
    params: update.params,
    createdAt: seconds(update.createdAt),
    errors:
      over && failure
        ? [
            {
              errorCode: failure.code,
              errorMessage: failure.message,
              resourceIds: failure.resourceIds,
            },
          ]
        : [],
  };
}

function statusOf(over: boolean, fails: boolean) {
  if (!over) return 'InProgress';
  return fails ? 'Failed' : 'Successful';
}

/** As responses carry what an update changes. */
export function param(type: string, value: unknown) {
  return {
    type,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  };
}
