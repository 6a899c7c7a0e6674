import {
  BindingIdentity,
  BindingNames,
  deriveNames,
  parseHumanitecMark,
  runnerDrivers,
  runnerNameKeys,
} from 'backstage-plugin-humanitec-eks-common';
import type { Definition } from '../../humanitec/schemas';
import type { Readings } from '../../systems';
import { askedCriteria, liveCriteria } from './askedCriteria';
import type { Found } from './discoverSpec';

/** Definitions by the mark in their names; account and agent as they refer to them. */
export async function fromDefinitions(
  identity: BindingIdentity,
  known: Partial<BindingNames>,
  { humanitec }: Readings,
): Promise<Found> {
  const definitions = await humanitec.listDefinitions();
  const found = inDefinitions(identity, known, definitions);
  return {
    ...found,
    criteria: askedCriteria(
      definitions.find(({ id }) => id === found.names?.clusterDefinition),
      definitions.filter(({ name }) => isOf(identity, name)),
    ),
  };
}

/** The same of definitions that were read already; those of other bindings may be left out. */
export function inDefinitions(
  identity: BindingIdentity,
  known: Partial<BindingNames>,
  definitions: Definition[],
): Found {
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
        definitions.filter(
          ({ type, name }) => type === 'config' && isOf(identity, name),
        ),
        deriveNames(identity, { clusterDefinition: cluster?.id }),
      ),
    },
    criteria: cluster && liveCriteria(cluster),
  };
}

/** By the driver that their criteria are for, or by their usual name; one that neither tells takes a name that is left. */
function runnerNames(
  definitions: Definition[],
  usual: BindingNames,
): Partial<BindingNames> {
  const names: Partial<BindingNames> = {};
  const driverOf = ({ id, criteria }: Definition) =>
    runnerDrivers.find(driver =>
      criteria?.some(({ res_id }) => res_id === driver),
    ) ?? runnerDrivers.find(driver => usual[runnerNameKeys[driver]] === id);
  for (const definition of definitions) {
    const driver = driverOf(definition);
    if (driver) names[runnerNameKeys[driver]] = definition.id;
  }
  for (const definition of definitions) {
    const free = runnerDrivers.find(driver => !names[runnerNameKeys[driver]]);
    if (free && !driverOf(definition)) {
      names[runnerNameKeys[free]] = definition.id;
    }
  }
  return names;
}

/** The cloud account by the mark in its name where no definition refers to it yet, and its type. */
export async function fromAccounts(
  identity: BindingIdentity,
  known: Partial<BindingNames>,
  { humanitec }: Readings,
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
  { humanitec }: Readings,
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
