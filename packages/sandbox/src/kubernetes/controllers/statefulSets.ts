import { at as fieldAt, number } from '../json';
import { builtin } from '../resources';
import { Moment } from './moment';
import { isReady, makePod, podsOf, removePod, reportStatus } from './ownedPods';

const statefulSets = builtin('apps', 'statefulsets');

/** Numbered pods, each made when the one before it is ready. */
export function runStatefulSets(moment: Moment) {
  for (const set of moment.api.store.list(statefulSets)) {
    const wanted = number(fieldAt(set, 'spec', 'replicas')) ?? 1;
    const { name } = set.metadata;
    const byName = new Map(
      podsOf(moment, set).map(pod => [pod.metadata.name, pod]),
    );
    for (const [podName, pod] of byName) {
      const index = Number(podName.slice(name.length + 1));
      if (!(index < wanted)) removePod(moment, pod);
    }
    for (let index = 0; index < wanted; index += 1) {
      const pod = byName.get(`${name}-${index}`);
      if (!pod) makePod(moment, set, `${name}-${index}`);
      if (!pod || !isReady(pod)) break;
    }
    const owned = podsOf(moment, set);
    const ready = owned.filter(isReady).length;
    reportStatus(moment, set, {
      observedGeneration: set.metadata.generation,
      replicas: owned.length,
      readyReplicas: ready,
      availableReplicas: ready,
      currentReplicas: owned.length,
      updatedReplicas: owned.length,
      collisionCount: 0,
    });
  }
}
