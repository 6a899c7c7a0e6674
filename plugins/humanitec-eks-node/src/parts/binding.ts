import type { PartId } from 'backstage-plugin-humanitec-eks-common';
import { accessRole } from './accessRole';
import { agent } from './agent';
import { agentDefinition } from './agentDefinition';
import { cloudAccount } from './cloudAccount';
import { cluster } from './cluster';
import { clusterDefinition } from './clusterDefinition';
import { deployAccess } from './deployAccess';
import type { Part } from './part';
import { runnerAccess } from './runnerAccess';

/** All parts of a binding by ID. */
export const parts: Record<PartId, Part<unknown>> = {
  cluster,
  accessRole,
  cloudAccount,
  clusterDefinition,
  agent,
  agentDefinition,
  deployAccess,
  runnerAccess,
};

/**
 * The order in which parts are taken away: what sends deployments to the
 * cluster first, what they need last.
 */
export const removalOrder: PartId[] = [
  'clusterDefinition',
  'runnerAccess',
  'agentDefinition',
  'agent',
  'cloudAccount',
  'deployAccess',
  'accessRole',
  'cluster',
];
