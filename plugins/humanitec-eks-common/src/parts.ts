/** The systems that a binding lives in. */
export type SystemId = 'AWS' | 'Humanitec' | 'Kubernetes';

/** The eight parts of a binding, in the order in which a person reads them. */
export const partIds = [
  'cluster',
  'accessRole',
  'cloudAccount',
  'clusterDefinition',
  'agent',
  'agentDefinition',
  'deployAccess',
  'runnerAccess',
] as const;

export type PartId = (typeof partIds)[number];

/** What a part is called in sentences, and the system it is shown under. */
export const partInfo: Record<PartId, { title: string; system: SystemId }> = {
  cluster: { title: 'Cluster', system: 'AWS' },
  accessRole: { title: 'Access role', system: 'AWS' },
  deployAccess: { title: 'Deploy access', system: 'AWS' },
  cloudAccount: { title: 'Cloud account', system: 'Humanitec' },
  clusterDefinition: { title: 'Cluster definition', system: 'Humanitec' },
  agentDefinition: { title: 'Agent definition', system: 'Humanitec' },
  agent: { title: 'Agent', system: 'Kubernetes' },
  runnerAccess: { title: 'Runner access', system: 'Kubernetes' },
};
