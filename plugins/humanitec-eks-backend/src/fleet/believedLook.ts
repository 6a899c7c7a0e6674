import type { ClusterLook } from 'backstage-plugin-humanitec-eks-node';
import { SEVERITY } from './severity';
import type { SeenLook } from './snapshot';

/**
 * What a row shows of what a quick look has found and what the cluster's own
 * page has told: the later of the two; and what is worse of an earlier page, as
 * long as looks find the same as before it, since a page sees more.
 */
export function believedLook(
  look: SeenLook | undefined,
  report: ClusterLook | undefined,
): ClusterLook | undefined {
  if (!look || !report) return look ?? report;
  const told = {
    ...report,
    kubernetesVersion: report.kubernetesVersion ?? look.kubernetesVersion,
    agent: report.agent ?? look.agent,
    environments: report.environments ?? look.environments,
  };
  if (report.observedAt >= look.observedAt) return told;
  const hasChanged = (look.since ?? '') > report.observedAt;
  const isWorse =
    report.verdict !== 'unknown' &&
    SEVERITY[report.verdict] < SEVERITY[look.verdict];
  if (hasChanged || !isWorse) return look;
  const { verdict, reason, observedAt } = report;
  return { ...look, verdict, reason, observedAt };
}
