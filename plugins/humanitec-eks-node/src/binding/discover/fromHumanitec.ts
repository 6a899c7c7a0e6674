import {
  BindingIdentity,
  BindingNames,
  Criterion,
  deriveNames,
  parseHumanitecMark,
  runnerDrivers,
  runnerNameKeys,
} from 'backstage-plugin-humanitec-eks-common';
import type { Definition } from '../../humanitec/schemas';
import type { Systems } from '../../systems';
import type { Found } from './discoverSpec';

/** Definitions by the mark in their names; account and agent as they refer to them. */
export async function fromDefinitions(
  identity: BindingIdentity,
  known: Partial<BindingNames>,
  { humanitec }: Systems,
): Promise<Found> {
  const definitions = await humanitec.listDefinitions();
  const ours = (type: string) =>
    definitions.find(one => one.type === type && isOf(identity, one.name));
  const cluster =
    definitions.find(({ id }) => id === known.clusterDefinition) ??
    ours('k8s-cluster');
  const agent = ours('agent');
  const agentId = agent?.driver_inputs?.values?.id;
  return {
    names: {
      clusterDefinition: cluster?.id,
      cloudAccount: cluster?.driver_account ?? undefined,
      agentDefinition: agent?.id,
      agent: typeof agentId === 'string' ? agentId : undefined,
      ...runnerNames(
        definitions.filter(one => isOf(identity, one.name)),
        deriveNames(identity, { clusterDefinition: cluster?.id }),
      ),
    },
    criteria: cluster && criteriaOf(cluster),
  };
}

/** Each container runner has a definition of its own; its rules say which, or else its usual name. */
function runnerNames(
  ours: Definition[],
  names: BindingNames,
): Partial<BindingNames> {
  const named = ours
    .filter(({ type }) => type === 'config')
    .map(({ id, criteria }) => {
      const driver =
        runnerDrivers.find(one =>
          criteria?.some(({ res_id }) => res_id === one),
        ) ?? runnerDrivers.find(one => names[runnerNameKeys[one]] === id);
      return [runnerNameKeys[driver ?? runnerDrivers[0]], id] as const;
    });
  return Object.fromEntries(named);
}

/** The cloud account by the mark in its name where no definition refers to it yet, and its type. */
export async function fromAccounts(
  identity: BindingIdentity,
  known: Partial<BindingNames>,
  { humanitec }: Systems,
): Promise<Found> {
  const accounts = await humanitec.listAccounts();
  const account =
    accounts.find(({ id }) => id === known.cloudAccount) ??
    accounts.find(({ name }) => isOf(identity, name));
  return {
    names: { cloudAccount: account?.id },
    accessRole:
      account?.type === 'aws-identity'
        ? { accountType: 'aws-identity' }
        : undefined,
  };
}

/** The agent by the mark in its description, where no definition refers to it yet. */
export async function fromAgents(
  identity: BindingIdentity,
  known: Partial<BindingNames>,
  { humanitec }: Systems,
): Promise<Found> {
  if (known.agent) return {};
  const agents = await humanitec.listAgents();
  const agent = agents.find(({ description }) => isOf(identity, description));
  return { names: { agent: agent?.id } };
}

function isOf(identity: BindingIdentity, text?: string | null): boolean {
  const mark = parseHumanitecMark(text ?? undefined);
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
