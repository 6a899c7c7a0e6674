import { Cluster, DescribeAccessEntryCommand } from '@aws-sdk/client-eks';
import { isError } from '@backstage/errors';
import {
  BindingNames,
  bindingMark,
  bindingSpec,
  BindingSpec,
  MARK_KEY,
  SystemId,
} from 'backstage-plugin-humanitec-eks-common';
import type { FoundAccessEntry } from '../aws/accessEntry';
import type { AwsAccount } from '../aws/awsAccount';
import { orAbsent } from '../aws/awsError';
import { findCluster, hasAccessEntries } from '../aws/eksCluster';
import { nameInArn, pathInArn } from '../binding/discover/arn';
import { inDefinitions } from '../binding/discover/fromHumanitec';
import { reachOf } from '../config/readReach';
import { clusterApi } from '../kubernetes/clusterApi';
import { KubernetesError } from '../kubernetes/kubernetesError';
import { parseObject } from '../kubernetes/parseObject';
import { accessRoleArn } from '../parts/accessRole';
import { AgentDeployment, deploymentSchema } from '../parts/agentDeployment';
import { AGENT_NAME } from '../parts/agentManifests';
import { isRevoked } from '../parts/clusterAdmin';
import type { HumanitecEksService } from '../service';
import { untilAborted } from '../untilAborted';
import type { AwsPlaces } from './awsPlaces';
import type { ClusterLook, FleetMember } from './clusterLook';
import { failureInOneLine } from './failureInOneLine';
import type { HumanitecSide } from './organizationView';
import { quickVerdict, Seen } from './quickVerdict';

/** How long one system has for one cluster: a busy machine is slow, and one that cannot be reached is told within 15 s. */
const SECONDS = 20;
/** A cluster that cannot be reached from here, such as a private one, is not tried again for so long. */
const LEFT_ALONE_MS = 10 * 60 * 1000;

/** What a look takes part in. */
export interface LookContext {
  service: HumanitecEksService;
  places: AwsPlaces;
  /** How many clusters are looked into at the same time. */
  kubernetesLimit: <T>(work: () => Promise<T>) => Promise<T>;
  signal: AbortSignal;
}

/**
 * One cluster in two AWS calls and one of Kubernetes, with what Humanitec has
 * told already. Never throws for a system that does not answer.
 */
export async function lookAtCluster(
  member: FleetMember,
  humanitec: HumanitecSide,
  context: LookContext,
): Promise<ClusterLook> {
  const observedAt = new Date().toISOString();
  const { before } = member;
  const told = humanitecSpec(member, humanitec);
  const aws = await lookAtAws(told, context);
  const { entry, cluster } = aws.seen ?? {};
  const spec = aws.seen ? withAws(told, aws.seen) : told;
  const agent = await lookAtAgent(spec, aws, before?.unreachable, context);
  const { verdict, reason } = quickVerdict({
    spec,
    humanitec,
    aws,
    accessRoleIsKnown: before?.accessRoleArn !== undefined,
    agent,
  });
  const deployment = agent?.seen?.deployment;
  return {
    verdict,
    reason,
    kubernetesVersion: cluster?.version ?? before?.kubernetesVersion,
    agent: deployment && {
      ready: deployment.status.availableReplicas,
      wanted: deployment.spec.replicas,
    },
    criteria: spec.criteria ?? [],
    environments: (
      humanitec.environments.get(spec.names.clusterDefinition) ?? []
    ).length,
    accessRoleArn: entry?.principalArn ?? before?.accessRoleArn,
    unreachable: agent && !agent.seen ? agent.unreachable : undefined,
    observedAt,
  };
}

/** The spec as Humanitec alone tells it, and the role that an earlier look has found. */
function humanitecSpec(
  member: FleetMember,
  { definitions, account }: HumanitecSide,
): BindingSpec {
  const { organization, awsAccountId, region, clusterName } = member;
  const { clusterDefinition, before } = member;
  const identity = { organization, awsAccountId, region, clusterName };
  const given: Partial<BindingNames> = clusterDefinition
    ? { clusterDefinition }
    : {};
  const found = inDefinitions(identity, given, definitions);
  const names = definedNames({ ...given, ...found.names });
  const roleArn = before?.accessRoleArn;
  const type = account(names.cloudAccount ?? '')?.type;
  return bindingSpec({
    ...identity,
    names: { ...names, ...(roleArn && { accessRole: nameInArn(roleArn) }) },
    criteria: found.criteria?.length ? found.criteria : undefined,
    accessRole: type === 'aws-identity' ? { accountType: type } : undefined,
    aws: roleArn ? { iamPath: pathInArn(roleArn) } : undefined,
  });
}

function definedNames(names: Partial<BindingNames>): Partial<BindingNames> {
  return JSON.parse(JSON.stringify(names));
}

interface AwsSide {
  account: AwsAccount;
  cluster?: Cluster;
  entry?: FoundAccessEntry;
}

/** What only the things themselves tell: the group, and whether the cluster is of our making. */
function withAws(spec: BindingSpec, { cluster, entry }: AwsSide): BindingSpec {
  const mark = bindingMark(spec);
  const [group] = entry?.tags[MARK_KEY] === mark ? entry.kubernetesGroups : [];
  const isOurs = !cluster || cluster.tags?.[MARK_KEY] === mark;
  return {
    ...spec,
    names: { ...spec.names, ...(group && { kubernetesGroup: group }) },
    cluster: isOurs ? spec.cluster : { ...spec.cluster, existing: true },
  };
}

async function lookAtAws(
  spec: BindingSpec,
  { service, places, signal }: LookContext,
): Promise<Seen<AwsSide>> {
  const { awsAccountId, region, clusterName } = spec;
  try {
    return await places.ask(spec, () =>
      within(signal, async ends => {
        const account = await service.aws(awsAccountId, region, ends);
        const cluster = await findCluster(account, clusterName);
        const entry = hasAccessEntries(cluster)
          ? await describeEntry(account, clusterName, accessRoleArn(spec))
          : undefined;
        return { seen: { account, cluster, entry } };
      }),
    );
  } catch (error) {
    signal.throwIfAborted();
    return { unknown: unknownOf('AWS', error) };
  }
}

/** Without its access policies, which would be one call more. */
async function describeEntry(
  account: AwsAccount,
  clusterName: string,
  principalArn: string,
): Promise<FoundAccessEntry | undefined> {
  const found = await orAbsent(
    account.eks(new DescribeAccessEntryCommand({ clusterName, principalArn })),
  );
  const entry = found?.accessEntry;
  return (
    entry && {
      principalArn,
      arn: entry.accessEntryArn ?? '',
      type: entry.type ?? 'STANDARD',
      kubernetesGroups: entry.kubernetesGroups ?? [],
      username: entry.username,
      clusterPolicyArns: [],
      namespacePolicyArns: [],
      createdAt: entry.createdAt,
      tags: entry.tags ?? {},
    }
  );
}

type AgentSight = Seen<{ deployment?: AgentDeployment }> & {
  unreachable?: ClusterLook['unreachable'];
};

async function lookAtAgent(
  spec: BindingSpec,
  aws: Seen<AwsSide>,
  before: ClusterLook['unreachable'],
  { service, kubernetesLimit, signal }: LookContext,
): Promise<AgentSight | undefined> {
  if (!aws.seen) {
    const { reason } = aws.unknown;
    return { unknown: { system: 'Kubernetes', reason } };
  }
  const { account, cluster, entry } = aws.seen;
  if (!cluster) return undefined;
  if (isRevoked(notesOf(spec, cluster, entry))) {
    const reason =
      'Backstage has given up its own access to the cluster, so the agent is not seen';
    return { unknown: { system: 'Kubernetes', reason } };
  }
  if (before && Date.now() - Date.parse(before.since) < LEFT_ALONE_MS) {
    const { reason } = before;
    return {
      unknown: { system: 'Kubernetes', reason },
      unreachable: before,
    };
  }
  try {
    return await kubernetesLimit(() =>
      within(signal, async ends => {
        const reach = reachOf(service.config.kubernetes, spec);
        const api = clusterApi(cluster, account, { signal: ends, reach });
        if (!api) return undefined;
        const selector = `${MARK_KEY}=${bindingMark(spec)}`;
        // Whatever namespace it is in.
        const ours = await api.client.listDeployments(selector);
        const live = ours.find(({ metadata }) => metadata.name === AGENT_NAME);
        return {
          seen: { deployment: live && parseObject(deploymentSchema, live) },
        };
      }),
    );
  } catch (error) {
    signal.throwIfAborted();
    const unknown = unknownOf('Kubernetes', error);
    // What was only slow may be faster the next time.
    if (hasAnswered(error) || isTimeout(error)) return { unknown };
    const since = new Date().toISOString();
    return { unknown, unreachable: { since, reason: unknown.reason } };
  }
}

function isTimeout(error: unknown): boolean {
  return isError(error) && error.name === 'TimeoutError';
}

function hasAnswered(error: unknown): boolean {
  return error instanceof KubernetesError && error.httpStatus !== 0;
}

/** Where what is worth remembering of a cluster is kept. */
function notesOf(
  spec: BindingSpec,
  cluster: Cluster,
  entry: FoundAccessEntry | undefined,
) {
  const mark = bindingMark(spec);
  const { arn = '', tags = {} } = cluster;
  if (tags[MARK_KEY] === mark) return { arn, tags };
  return entry?.tags[MARK_KEY] === mark ? entry : undefined;
}

function unknownOf(system: SystemId, error: unknown) {
  return { system, reason: failureInOneLine(system, error) };
}

/** The work, with a signal that ends it in time. */
async function within<T>(
  signal: AbortSignal,
  work: (ends: AbortSignal) => Promise<T>,
): Promise<T> {
  const tooLong = AbortSignal.timeout(SECONDS * 1000);
  const ends = AbortSignal.any([signal, tooLong]);
  return untilAborted(ends, work(ends));
}
