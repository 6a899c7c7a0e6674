import { Json, JsonObject, records } from '../json';
import { timestamp } from '../object';

/** The conditions as wanted; one whose status stays keeps the time since it holds. */
export function withTransitions(
  previous: Json | undefined,
  wanted: JsonObject[],
  at: number,
): JsonObject[] {
  return wanted.map(condition => {
    const before = records(previous).find(one => one.type === condition.type);
    const since =
      before?.status === condition.status
        ? before?.lastTransitionTime
        : undefined;
    return { ...condition, lastTransitionTime: since ?? timestamp(at) };
  });
}
