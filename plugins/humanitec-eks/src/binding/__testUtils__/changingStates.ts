import { ClusterState, json, states } from '../../../dev/states';

/** A state that becomes another one, for the same entity. */
export function switching(
  before: ClusterState,
  after: ClusterState,
): ClusterState & { next: () => void } {
  let current = before;
  return {
    entity: before.entity,
    answer: () => current.answer(),
    get environments() {
      return current.environments;
    },
    get history() {
      return current.history;
    },
    next: () => {
      current = after;
    },
  };
}

/** The cluster of the worked example, whose binding is told so. */
export function answering(body: () => unknown): ClusterState {
  return { entity: states.ready.entity, answer: async () => json(200, body()) };
}
