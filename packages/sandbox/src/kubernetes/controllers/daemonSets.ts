import { at as fieldAt } from '../json';
import { builtin } from '../resources';
import { Moment } from './moment';
import { nodesOf } from './nodes';
import { isReady, makePod, podsOf, reportStatus } from './ownedPods';

const daemonSets = builtin('apps', 'daemonsets');

/** As many pods as there are nodes. */
export function runDaemonSets(moment: Moment) {
  const nodes = nodesOf(moment).length;
  for (const set of moment.api.store.list(daemonSets)) {
    const existing = podsOf(moment, set);
    for (let i = existing.length; i < nodes; i += 1) makePod(moment, set);
    const owned = podsOf(moment, set);
    const ready = owned.filter(isReady).length;
    const scheduled = owned.filter(pod => fieldAt(pod, 'spec', 'nodeName'));
    reportStatus(moment, set, {
      observedGeneration: set.metadata.generation,
      currentNumberScheduled: scheduled.length,
      desiredNumberScheduled: nodes,
      numberAvailable: ready,
      numberMisscheduled: 0,
      numberReady: ready,
      updatedNumberScheduled: scheduled.length,
    });
  }
}
