import {
  BindingIdentity,
  clusterKey,
  parseHumanitecMark,
} from 'backstage-plugin-humanitec-eks-common';
import {
  environmentsOn,
  LandingEnvironment,
} from '../humanitec/environmentsOn';
import type { HumanitecClient } from '../humanitec/humanitecClient';
import type { Account, Agent, Definition } from '../humanitec/schemas';

/** What an organization of Humanitec holds of one binding. */
export interface HumanitecSide {
  /** Those with its mark, and its cluster definition whatever its name. */
  definitions: Definition[];
  account(id: string): Account | undefined;
  agent(id: string): Agent | undefined;
  /** Those that the next deployment brings to each k8s-cluster definition, by its ID. */
  environments: ReadonlyMap<string, LandingEnvironment[]>;
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
  const environments = environmentsOn({ definitions, applications });
  return member => {
    const ours = marked.get(clusterKey(member)) ?? [];
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
    const same = found.get(clusterKey(mark));
    if (same) same.push(definition);
    else found.set(clusterKey(mark), [definition]);
  }
  return found;
}
