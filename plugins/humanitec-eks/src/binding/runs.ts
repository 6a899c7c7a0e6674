import {
  BindingHistory,
  BindingTask,
} from 'backstage-plugin-humanitec-eks-common';

/** States in which a task of the scaffolder will still change something. */
const underWay = ['open', 'processing'];

export function isUnderWay({ status }: BindingTask): boolean {
  return underWay.includes(status);
}

/** The run that is changing the binding just now. */
export function currentRun(history: BindingHistory): BindingTask | undefined {
  return history.items.find(isUnderWay);
}

/** Tells one set of ended runs from another. */
export function endedRuns(history: BindingHistory): string {
  return history.items
    .filter(task => !isUnderWay(task))
    .map(({ id }) => id)
    .join(' ');
}

/** @param since - milliseconds since the epoch; when left out, none has */
export function hasEndedSince(
  history: BindingHistory,
  since: number | undefined,
): boolean {
  return (
    since !== undefined &&
    history.items.some(
      task => !isUnderWay(task) && Date.parse(task.createdAt) > since,
    )
  );
}
