import { at as fieldAt, number } from '../json';
import { KubeObject } from '../object';
import { builtin } from '../resources';
import { withTransitions } from './conditions';
import { tell } from './events';
import { Moment } from './moment';
import { isReady, makePod, podsOf, removePod, reportStatus } from './ownedPods';

const replicaSets = builtin('apps', 'replicasets');

/** Makes and removes pods until there are as many as wanted. */
export function runReplicaSets(moment: Moment) {
  for (const set of moment.api.store.list(replicaSets)) run(moment, set);
}

function run(moment: Moment, set: KubeObject) {
  const wanted = number(fieldAt(set, 'spec', 'replicas')) ?? 1;
  const owned = podsOf(moment, set);
  const refusals: string[] = [];
  for (let i = owned.length; i < wanted && refusals.length === 0; i += 1) {
    const refused = makePod(moment, set);
    if (refused) refusals.push(refused);
  }
  // Those that are not ready go first.
  const surplus = [...owned]
    .sort((a, b) => Number(isReady(a)) - Number(isReady(b)))
    .slice(0, Math.max(0, owned.length - wanted));
  surplus.forEach(pod => removePod(moment, pod));

  const [refused] = refusals;
  if (refused && fieldAt(set, 'status', 'conditions') === undefined) {
    const event = { type: 'Warning', reason: 'FailedCreate' } as const;
    tell(moment, set, 'replicaset-controller', {
      ...event,
      message: `Error creating: ${refused}`,
    });
  }
  const now = podsOf(moment, set);
  const ready = now.filter(isReady).length;
  reportStatus(moment, set, {
    observedGeneration: set.metadata.generation,
    replicas: now.length,
    ...(now.length > 0 && { fullyLabeledReplicas: now.length }),
    ...(ready > 0 && { readyReplicas: ready, availableReplicas: ready }),
    ...(refused && {
      conditions: withTransitions(
        fieldAt(set, 'status', 'conditions'),
        [
          {
            type: 'ReplicaFailure',
            status: 'True',
            reason: 'FailedCreate',
            message: refused,
          },
        ],
        moment.at,
      ),
    }),
  });
}
