import type { Cluster } from '@aws-sdk/client-eks';
import {
  BindingSpec,
  Change,
  PartId,
  PartStatus,
  RunnerDriver,
  runnerDrivers,
  runnerNameKeys,
  SystemId,
} from 'backstage-plugin-humanitec-eks-common';
import type { FoundAccessEntry } from '../aws/accessEntry';
import { hasAccessEntries, isUp, planCluster } from '../aws/eksCluster';
import { planAccessEntry } from '../aws/planAccessEntry';
import { accessRoleArn } from '../parts/accessRole';
import { agentDefinition, neededRules } from '../parts/agentDefinition';
import { AgentDeployment, rolloutCounts } from '../parts/agentDeployment';
import { AGENT_NAME } from '../parts/agentManifests';
import { cloudAccount } from '../parts/cloudAccount';
import { clusterDefinition } from '../parts/clusterDefinition';
import { planRunnerDefinitions } from '../parts/runnerDefinitions';
import type { Definition } from '../humanitec/schemas';
import type { ClusterLook } from './clusterLook';
import type { HumanitecSide } from './organizationView';
import { verdictInOneLine } from './verdictInOneLine';

/** What a system has shown, or why it has not. */
export type Seen<T> =
  | { seen: T }
  | { seen?: undefined; unknown: { system: SystemId; reason: string } };

/** All that a quick look has seen of one binding. */
export interface ClusterSight {
  /** As it was read back from what was seen. */
  spec: BindingSpec;
  humanitec: HumanitecSide;
  aws: Seen<{
    cluster?: Cluster;
    /** Of the access role. */
    entry?: FoundAccessEntry;
  }>;
  /** Is the access role of this name, or is it only what one is usually called? */
  accessRoleIsKnown: boolean;
  /** The agent's Deployment; left out while there is no cluster to look into. */
  agent?: Seen<{ deployment?: AgentDeployment }>;
}

/**
 * What a quick look says of the next deployment: the plans of the same parts
 * that the cluster's own report makes, as far as a few calls reach.
 */
export function quickVerdict(
  sight: ClusterSight,
): Pick<ClusterLook, 'verdict' | 'reason'> {
  const statuses = [
    clusterStatus(sight),
    cloudAccountStatus(sight),
    clusterDefinitionStatus(sight),
    agentStatus(sight),
    agentDefinitionStatus(sight),
    deployAccessStatus(sight),
    runnerStatus(sight),
  ];
  return verdictInOneLine(statuses);
}

function clusterStatus({ spec, aws }: ClusterSight): PartStatus {
  const part = 'cluster';
  if (!aws.seen) return unknown(part, aws.unknown);
  const { cluster } = aws.seen;
  // The node role is compared with itself: IAM is not asked here.
  const nodeRoleArn = cluster?.computeConfig?.nodeRoleArn ?? '';
  const changes = planCluster(spec, cluster, nodeRoleArn);
  if (!cluster) return { part, status: 'missing', changes };
  const { status } = cluster;
  const isRefused = changes.some(({ action }) => action === 'refuse');
  if (isRefused || isUp(cluster)) return planned(part, true, changes);
  const { clusterName: name } = spec;
  const reason = `eks cluster ${name} is ${status}`;
  return planned(part, true, [
    { action: 'update', kind: 'eks cluster', name, reason },
  ]);
}

function deployAccessStatus(sight: ClusterSight): PartStatus {
  const part = 'deployAccess';
  const { spec, aws, accessRoleIsKnown } = sight;
  if (!aws.seen) return unknown(part, aws.unknown);
  const { cluster, entry } = aws.seen;
  const principalArn = accessRoleArn(spec);
  const isUnsure =
    !entry &&
    !accessRoleIsKnown &&
    hasAccessEntries(cluster) &&
    sight.humanitec.definitions.length > 0;
  if (isUnsure) {
    return unknown(part, {
      system: 'AWS',
      reason: `there is no access entry for ${principalArn}; should the role have another name, the page of the cluster finds it`,
    });
  }
  const kubernetesGroups = [spec.names.kubernetesGroup];
  const wanted = { principalArn, kubernetesGroups };
  return planned(
    part,
    entry !== undefined,
    planAccessEntry(spec, wanted, entry, 'own'),
  );
}

function cloudAccountStatus({ spec, humanitec }: ClusterSight): PartStatus {
  const account = humanitec.account(spec.names.cloudAccount);
  const changes = cloudAccount.plan(spec, account && { account });
  return planned('cloudAccount', account !== undefined, changes);
}

function clusterDefinitionStatus(sight: ClusterSight): PartStatus {
  const { spec, humanitec } = sight;
  const id = spec.names.clusterDefinition;
  const definition = definitionOf(humanitec, id);
  const state = definition && { definition, needed: [] };
  return planned('clusterDefinition', definition !== undefined, [
    ...clusterDefinition.plan(spec, state),
    ...lostCriteria(definition, humanitec),
  ]);
}

/** Rules come last and go first: where the other definitions of the binding have some, its cluster's were taken away. */
function lostCriteria(
  definition: Definition | undefined,
  { definitions }: HumanitecSide,
): Change[] {
  if (!definition || definition.criteria?.length) return [];
  if (!definitions.some(({ criteria }) => criteria?.length)) return [];
  const reason = `definition ${definition.id} has no matching criteria any more: nothing lands here`;
  return [
    {
      action: 'create',
      kind: 'matching criteria',
      name: definition.id,
      reason,
    },
  ];
}

function agentDefinitionStatus({ spec, humanitec }: ClusterSight): PartStatus {
  const id = spec.names.agentDefinition;
  const definition = definitionOf(humanitec, id);
  const needed = neededRules(spec, humanitec.definitions);
  const changes = agentDefinition.plan(spec, { definition, needed });
  return planned('agentDefinition', definition !== undefined, changes);
}

/** The definitions alone: what the runner has in the cluster is not looked at. */
function runnerStatus({ spec, humanitec }: ClusterSight): PartStatus {
  const found = new Map<RunnerDriver, Definition>();
  for (const driver of runnerDrivers) {
    const id = spec.names[runnerNameKeys[driver]];
    const definition = definitionOf(humanitec, id);
    if (definition) found.set(driver, definition);
  }
  const changes = planRunnerDefinitions(spec, found);
  return planned('runnerAccess', found.size > 0, changes);
}

function agentStatus({ spec, humanitec, agent }: ClusterSight): PartStatus {
  const part = 'agent';
  const name = spec.names.agent;
  const isRegistered = humanitec.agent(name) !== undefined;
  const deployment = agent?.seen?.deployment;
  const unregistered: Change[] = isRegistered
    ? []
    : [{ action: 'create', kind: 'agent', name }];
  if (agent && !agent.seen && isRegistered) return unknown(part, agent.unknown);
  return planned(part, isRegistered || deployment !== undefined, [
    ...unregistered,
    ...(agent?.seen ? planRollout(deployment) : []),
  ]);
}

function planRollout(deployment: AgentDeployment | undefined): Change[] {
  if (!deployment) {
    const reason = 'the Deployment of the agent is not in the cluster';
    const kind = 'kubernetes object';
    return [{ action: 'create', kind, name: AGENT_NAME, reason }];
  }
  const { wanted, updated, available, done } = rolloutCounts(deployment);
  if (done) return [];
  const change = {
    action: 'update',
    kind: 'rollout',
    name: AGENT_NAME,
  } as const;
  if (wanted === 0) {
    const fields = [{ path: 'spec.replicas', from: 0 }];
    return [{ ...change, fields, reason: 'the agent is scaled to zero' }];
  }
  return [
    {
      ...change,
      fields: [{ path: 'status.readyReplicas', from: available, to: wanted }],
      reason: `${available} of ${wanted} pods of the agent are ready, ${updated} as asked for`,
    },
  ];
}

function definitionOf({ definitions }: HumanitecSide, wanted: string) {
  return definitions.find(({ id }) => id === wanted);
}

function planned(
  part: PartId,
  isThere: boolean,
  changes: Change[],
): PartStatus {
  if (changes.some(({ action }) => action === 'refuse')) {
    return { part, status: 'foreign', changes };
  }
  if (changes.length === 0) {
    return { part, status: 'inSync', changes: [], facts: [] };
  }
  return isThere
    ? { part, status: 'drifted', changes, facts: [] }
    : { part, status: 'missing', changes };
}

function unknown(
  part: PartId,
  why: { system: SystemId; reason: string },
): PartStatus {
  return { part, status: 'unknown', changes: [], ...why };
}
