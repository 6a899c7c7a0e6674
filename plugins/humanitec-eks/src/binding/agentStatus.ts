import { BindingReport } from 'backstage-plugin-humanitec-eks-common';

/** What the pods of the agent mean: without any, nothing reaches the cluster, also when none is wanted. */
export function agentStatus({
  ready,
  wanted,
}: NonNullable<BindingReport['agent']>): 'ready' | 'differs' | 'broken' {
  if (ready === 0) return 'broken';
  return ready < wanted ? 'differs' : 'ready';
}
