import {
  DescribeAccessEntryCommand,
  ListAccessEntriesCommand,
} from '@aws-sdk/client-eks';
import {
  BindingIdentity,
  BindingInput,
  BindingNames,
  bindingMark,
  bindingSpec,
  BindingSpec,
  Criterion,
  MARK_KEY,
  OWNER_TAG,
  parseHumanitecMark,
} from 'backstage-plugin-humanitec-eks-common';
import { findCluster } from '../aws/eksCluster';
import { isAbsent } from '../aws/awsError';
import type { Definition } from '../humanitec/schemas';
import { AGENT_NAME } from '../parts/agentManifests';
import type { Systems } from '../systems';

/** What was read of a binding's names and options, for those who were not told. */
type Found = Pick<BindingInput, 'names' | 'criteria' | 'aws' | 'cluster'>;

/**
 * The spec of a binding that exists, read back from the things themselves:
 * names from Humanitec's definitions, EKS access entries and cluster labels.
 * A system that does not answer leaves its names as derived; its parts will
 * say so when they are observed.
 */
export async function discoverSpec(
  identity: BindingIdentity,
  clusterDefinition: string | undefined,
  systems: Systems,
): Promise<BindingSpec> {
  const found = await Promise.all([
    orNothing(systems, fromDefinitions(identity, clusterDefinition, systems)),
    orNothing(systems, fromCluster(identity, systems)),
    orNothing(systems, fromKubernetes(identity, systems)),
  ]);
  const names: Partial<BindingNames> = Object.assign(
    { clusterDefinition },
    ...found.map(part => part.names),
  );
  return bindingSpec({
    ...identity,
    names,
    criteria: found[0].criteria?.length ? found[0].criteria : undefined,
    aws: found[1].aws,
    cluster: found[1].cluster,
  });
}

async function orNothing(
  { signal }: Pick<Systems, 'signal'>,
  reading: Promise<Found>,
): Promise<Found> {
  try {
    return await reading;
  } catch {
    // The parts read the same systems next, and report why they do not answer.
    signal.throwIfAborted();
    return {};
  }
}

async function fromDefinitions(
  identity: BindingIdentity,
  clusterDefinition: string | undefined,
  { humanitec }: Systems,
): Promise<Found> {
  const definitions = await humanitec.listDefinitions();
  const ours = (type: string) =>
    definitions.find(
      definition => definition.type === type && isOf(identity, definition),
    );
  const cluster =
    definitions.find(({ id }) => id === clusterDefinition) ??
    ours('k8s-cluster');
  const agent = ours('agent');
  const agentId = agent?.driver_inputs?.values?.id;
  return {
    names: {
      clusterDefinition: cluster?.id,
      cloudAccount: cluster?.driver_account ?? undefined,
      agentDefinition: agent?.id,
      agent: typeof agentId === 'string' ? agentId : undefined,
      runnerDefinition: ours('config')?.id,
    },
    criteria: cluster && criteriaOf(cluster),
  };
}

function isOf(identity: BindingIdentity, { name }: Definition): boolean {
  const mark = parseHumanitecMark(name);
  return (
    mark?.clusterName === identity.clusterName &&
    mark.region === identity.region &&
    mark.awsAccountId === identity.awsAccountId
  );
}

function criteriaOf({ criteria }: Definition): Criterion[] {
  return (criteria ?? []).map(rule => ({
    envType: rule.env_type ?? undefined,
    appId: rule.app_id ?? undefined,
    envId: rule.env_id ?? undefined,
    class: rule.class && rule.class !== 'default' ? rule.class : undefined,
  }));
}

/** Role names from the cluster and from the access entry that carries our tag and a group. */
async function fromCluster(
  identity: BindingIdentity,
  { aws }: Systems,
): Promise<Found> {
  const { clusterName } = identity;
  const cluster = await findCluster(aws, clusterName);
  if (!cluster) return {};
  const names: Partial<BindingNames> = {
    clusterRole: roleName(cluster.roleArn),
    nodeRole: roleName(cluster.computeConfig?.nodeRoleArn),
  };
  const { accessEntries: principals = [] } = await aws.eks(
    new ListAccessEntriesCommand({ clusterName, maxResults: 100 }),
  );
  const found: Found = {
    names,
    cluster: {
      subnetIds: cluster.resourcesVpcConfig?.subnetIds,
      owner: cluster.tags?.[OWNER_TAG],
    },
  };
  for (const principalArn of principals) {
    const { accessEntry } = await aws
      .eks(new DescribeAccessEntryCommand({ clusterName, principalArn }))
      .catch(goneInBetween);
    const [group] = accessEntry?.kubernetesGroups ?? [];
    const ours = accessEntry?.tags?.[MARK_KEY] === bindingMark(identity);
    if (ours && group) {
      return {
        ...found,
        names: {
          ...names,
          accessRole: roleName(principalArn),
          kubernetesGroup: group,
        },
        aws: { iamPath: rolePath(principalArn) },
      };
    }
  }
  return found;
}

function goneInBetween(error: unknown) {
  if (isAbsent(error)) return { accessEntry: undefined };
  throw error;
}

async function fromKubernetes(
  identity: BindingIdentity,
  systems: Systems,
): Promise<Found> {
  const kubernetes = await systems.kubernetes();
  if (!kubernetes) return {};
  const accounts = await kubernetes.list(
    'v1',
    'ServiceAccount',
    undefined,
    `${MARK_KEY}=${bindingMark(identity)}`,
  );
  const agent = accounts.find(({ metadata }) => metadata.name === AGENT_NAME);
  const runner = accounts.find(account => account !== agent);
  return {
    names: {
      agentNamespace: agent?.metadata.namespace,
      runnerNamespace: runner?.metadata.namespace,
      runnerServiceAccount: runner?.metadata.name,
    },
  };
}

function roleName(arn: string | undefined): string | undefined {
  return arn?.split('/').pop();
}

/** `/teams/platform/` of `arn:aws:iam::…:role/teams/platform/name`. */
function rolePath(arn: string): string {
  return arn.slice(
    arn.indexOf(':role/') + ':role'.length,
    arn.lastIndexOf('/') + 1,
  );
}
