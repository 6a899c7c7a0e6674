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

/** The run that ended last, as far as that can be told: they are listed by their beginning. */
export function endedRuns(history: BindingHistory): string {
  return history.items
    .filter(task => !isUnderWay(task))
    .map(({ id }) => id)
    .join(' ');
}
