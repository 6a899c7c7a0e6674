import {
  BindingHistory,
  BindingTask,
} from 'backstage-plugin-humanitec-eks-common';

/** What templates have done with the cluster of the worked example. */
export function history(
  items: BindingTask[] = [
    task('Rotate the key of a Humanitec Agent', 'completed', 3 * 24 * 60),
    task('Onboard a private EKS cluster', 'completed', 40 * 24 * 60),
    task('Onboard a private EKS cluster', 'failed', 40 * 24 * 60 + 50),
  ],
  more: Partial<BindingHistory> = {},
): BindingHistory {
  return { items, searched: 200, complete: false, ...more };
}

/** A run that began so many minutes ago. */
export function task(
  title: string,
  status: string,
  minutesAgo: number,
): BindingTask {
  return {
    id: `task-${title.length}-${minutesAgo}`,
    templateRef: 'template:default/onboard-private-eks-cluster',
    title,
    status,
    createdAt: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
    createdBy: 'user:default/ada',
  };
}
