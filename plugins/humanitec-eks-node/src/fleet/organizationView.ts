import {
  BindingIdentity,
  parseHumanitecMark,
} from 'backstage-plugin-humanitec-eks-common';
import type { HumanitecClient } from '../humanitec/humanitecClient';
import type { Account, Agent, Definition } from '../humanitec/schemas';
import { environmentCounts } from './environmentCounts';

/** What an organization of Humanitec holds of one binding. */
export interface HumanitecSide {
  /** Those with its mark, and its cluster definition whatever its name. */
  definitions: Definition[];
  account(id: string): Account | undefined;
  agent(id: string): Agent | undefined;
  /** How many environments the next deployment brings to each k8s-cluster definition, by its ID. */
  environments: ReadonlyMap<string, number>;
}

export type OrganizationView = (
  member: Omit<BindingIdentity, 'organization'> & {
    clusterDefinition?: string;
  },
) => HumanitecSide;

/**
 * Reads what all bindings of an organization need, in four calls.
 *
 * @throws HumanitecError
 */
export async function viewOrganization(
  humanitec: HumanitecClient,
): Promise<OrganizationView> {
  const [definitions, accounts, agents, applications] = await Promise.all([
    humanitec.listDefinitions(),
    humanitec.listAccounts(),
    humanitec.listAgents(),
    humanitec.listApplications(),
  ]);
  const definitionById = byId(definitions);
  const accountById = byId(accounts);
  const agentById = byId(agents);
  const marked = byMark(definitions);
  const environments = environmentCounts({ definitions, applications });
  return member => {
    const ours = marked.get(keyOf(member)) ?? [];
    const known = definitionById.get(member.clusterDefinition ?? '');
    return {
      definitions: known && !ours.includes(known) ? [known, ...ours] : ours,
      account: id => accountById.get(id),
      agent: id => agentById.get(id),
      environments,
    };
  };
}

function byId<Item extends { id: string }>(items: Item[]): Map<string, Item> {
  return new Map(items.map(item => [item.id, item]));
}

/** Once for all: every binding would read every name else. */
function byMark(definitions: Definition[]): Map<string, Definition[]> {
  const found = new Map<string, Definition[]>();
  for (const definition of definitions) {
    const mark = parseHumanitecMark(definition.name);
    if (!mark) continue;
    const same = found.get(keyOf(mark));
    if (same) same.push(definition);
    else found.set(keyOf(mark), [definition]);
  }
  return found;
}

function keyOf(cluster: Omit<BindingIdentity, 'organization'>): string {
  const { awsAccountId, region, clusterName } = cluster;
  return `${awsAccountId}/${region}/${clusterName}`;
}
