// Can Humanitec reach the cluster of a definition and deploy there? Step by step, as a deployment would go.
import { z } from 'zod';
import { clusterArn } from '../aws/arn';
import { clusterStatus } from '../aws/eks/clusterStatus';
import { isAllowed } from '../aws/iam/principal';
import { Cluster } from '../aws/state';
import { connectedAgents } from '../kubernetes/agentPods';
import { User } from '../kubernetes/authorize';
import { World } from '../world';
import { AwsPrincipal, signIn } from './credentialCheck';
import { missingPermissions } from './deployPermissions';
import { Definition } from './records';
import { Organization } from './state';

export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  message: string;
}

export interface ClusterCheck {
  /** The definition that provides the cluster. */
  cluster: Definition;
  /** The one that provides the agent which the cluster's `agent_url` refers to. */
  agent?: Definition;
  /** Where the workloads would go. */
  namespace: string;
}

/** A condition for every step; the steps after one that failed are Unknown. */
export function checkCluster(
  world: World,
  organization: Organization,
  check: ClusterCheck,
): Condition[] {
  const conditions: Condition[] = [];
  /** Notes what came of a step; its result is there only if it went well. */
  const step = <Result>(
    type: string,
    attempt: (() => Outcome<Result>) | undefined,
  ): Result | undefined => {
    const outcome: Outcome<Result> = attempt?.() ?? {
      unknown: 'not checked, since an earlier step failed',
    };
    conditions.push(conditionOf(type, outcome));
    return 'result' in outcome ? outcome.result : undefined;
  };

  const principal = step('CloudAccountValid', () =>
    accountPrincipal(world, organization, check.cluster),
  );
  const cluster = step(
    'ClusterFound',
    principal && (() => findCluster(world, principal, check.cluster)),
  );
  step(
    'AgentConnected',
    cluster && (() => agentIn(world, organization, cluster, check.agent)),
  );
  const user = step(
    'AccessEntryInForce',
    principal && cluster && (() => clusterUser(world, cluster, principal)),
  );
  step(
    'DeployAllowed',
    cluster && user && (() => mayDeploy(world, cluster, user, check.namespace)),
  );
  return conditions;
}

type Outcome<Result> =
  | { result: Result; message: string }
  | { failure: string }
  | { unknown: string };

function conditionOf(type: string, outcome: Outcome<unknown>): Condition {
  if ('failure' in outcome) {
    return { type, status: 'False', message: outcome.failure };
  }
  return 'unknown' in outcome
    ? { type, status: 'Unknown', message: outcome.unknown }
    : { type, status: 'True', message: outcome.message };
}

const eksDriver = 'humanitec/k8s-cluster-eks';
const agentDriver = 'humanitec/agent';

function accountPrincipal(
  world: World,
  organization: Organization,
  { id, active }: Definition,
): Outcome<AwsPrincipal> {
  if (active.driverType !== eksDriver) {
    return {
      unknown: `clusters of driver "${active.driverType}" cannot be checked`,
    };
  }
  const account = organization.accounts.get(active.driverAccount ?? '');
  if (!account) {
    return { failure: `definition "${id}" names no account that exists` };
  }
  const result = signIn(world, organization.id, account);
  return result.ok
    ? {
        result: result.principal,
        message: `account "${account.id}" gives access as ${result.principal.arn}`,
      }
    : { failure: `account "${account.id}": ${result.reason}` };
}

// Checked against the driver's schema when the definition was stored.
const eksInputs = z.object({ region: z.string(), name: z.string() });
const agentInputs = z.object({ id: z.string() });

function findCluster(
  world: World,
  { accountId, arn }: AwsPrincipal,
  { active }: Definition,
): Outcome<Cluster> {
  const { region, name } = eksInputs.parse(active.driverInputs?.values);
  const place = { accountId, region, name };
  const action = 'eks:DescribeCluster';
  const resource = clusterArn(place);
  if (!isAllowed(world.aws, arn, { action, resource, context: {} })) {
    return { failure: `${arn} is not allowed ${action} on ${resource}` };
  }
  const cluster = world.aws.findCluster(place);
  if (!cluster) {
    return {
      failure: `account ${accountId} has no cluster "${name}" in ${region}`,
    };
  }
  return clusterStatus(world, cluster) === 'CREATING'
    ? { failure: `cluster "${name}" is still being created` }
    : { result: cluster, message: `found ${cluster.arn}` };
}

function agentIn(
  world: World,
  organization: Organization,
  cluster: Cluster,
  definition: Definition | undefined,
): Outcome<string> {
  if (!definition) {
    return {
      failure: 'the cluster definition refers to no agent in agent_url',
    };
  }
  if (definition.active.driverType !== agentDriver) {
    return {
      unknown: `agents of driver "${definition.active.driverType}" cannot be checked`,
    };
  }
  const { id } = agentInputs.parse(definition.active.driverInputs?.values);
  if (!organization.agents.has(id)) {
    return { failure: `agent "${id}" is not registered` };
  }
  const connections = connectedAgents(world).filter(
    ({ orgId, fingerprint }) =>
      orgId === organization.id &&
      world.humanitec.agentByFingerprint(orgId, fingerprint)?.id === id,
  );
  if (connections.length === 0) {
    return { failure: `agent "${id}" is not connected` };
  }
  return connections.some(connection => connection.cluster.arn === cluster.arn)
    ? { result: id, message: `agent "${id}" is connected from the cluster` }
    : { failure: `agent "${id}" is connected from another cluster` };
}

function clusterUser(
  world: World,
  cluster: Cluster,
  { arn, uniqueId }: AwsPrincipal,
): Outcome<User> {
  const entry = cluster.accessEntries.get(arn);
  if (!entry) {
    return { failure: `the cluster has no access entry for ${arn}` };
  }
  if (entry.principalId !== uniqueId) {
    return {
      failure: `the access entry is for an earlier principal with the ARN ${arn}`,
    };
  }
  if (!world.elapsed(entry.changedAt, world.timings.accessEntryPropagation)) {
    return { failure: `the access entry for ${arn} is not yet in force` };
  }
  return {
    result: {
      username: entry.username.replaceAll('{{SessionName}}', 'humanitec'),
      groups: [...entry.kubernetesGroups, 'system:authenticated'],
      policies: entry.policies,
    },
    message: `the access entry for ${arn} is in force`,
  };
}

function mayDeploy(
  world: World,
  cluster: Cluster,
  user: User,
  namespace: string,
): Outcome<true> {
  const missing = missingPermissions(world, cluster, user, namespace);
  return missing.length === 0
    ? { result: true, message: 'the cluster allows what a deployment needs' }
    : { failure: `the cluster does not allow: ${missing.join(', ')}` };
}
