import type { PartStory } from './convergence';

const cluster = {
  subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
};

/** What makes an ACTIVE cluster that answers Backstage. */
export const clusterSteps: PartStory['after'] = [
  ['humanitec-eks:cluster:apply', { cluster }],
  ['humanitec-eks:cluster:await', { cluster }],
];
