/** What can be worth seeing about a part, and what it is called in English. */
export const factTitles = {
  accessPolicies: 'Access policies that somebody else associated',
  agent: 'Agent',
  arn: 'ARN',
  backstageAccess: 'Access of Backstage',
  cloudAccount: 'Cloud account',
  cloudAccountType: 'Type',
  criterion: 'Lands here',
  definition: 'Definition',
  groups: 'Groups',
  health: 'Health',
  jobRole: 'Role of the jobs',
  keyExpires: 'Key expires',
  kubernetesVersion: 'Kubernetes version',
  madeBy: 'Made by',
  podsReady: 'Pods ready',
  role: 'Role',
  status: 'Status',
  standardSupportEnds: 'Standard support ends',
  extendedSupportEnds: 'Extended support ends',
  trust: 'Trust',
  warning: 'Humanitec warns',
} as const;

export type FactId = keyof typeof factTitles;

/** Something worth seeing about a part: `{ id: 'kubernetesVersion', value: '1.36' }`. */
export interface Fact {
  id: FactId;
  value: string;
}

/** Facts in the order given; one of several values is several facts, one without a value none. */
export function factsOf(
  values: Partial<Record<FactId, string | string[]>>,
): Fact[] {
  const ids = Object.keys(values) as FactId[];
  return ids.flatMap(id =>
    [values[id] ?? []].flat().map(value => ({ id, value })),
  );
}
