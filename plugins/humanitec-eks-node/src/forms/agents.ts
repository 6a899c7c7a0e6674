import {
  Choice,
  parseHumanitecMark,
} from 'backstage-plugin-humanitec-eks-common';
import type { HumanitecClient } from '../humanitec/humanitecClient';
import type { Agent, Definition } from '../humanitec/schemas';

/** The agents of an organization, with what they serve as far as that is known. */
export async function agentChoices(
  humanitec: HumanitecClient,
): Promise<Choice[]> {
  const [agents, definitions] = await Promise.all([
    humanitec.listAgents(),
    humanitec.listDefinitions({ res_type: 'agent' }),
  ]);
  return agents.map(agent => agentChoice(agent, definitions));
}

/** Pure: our mark names the cluster; of others' agents only the definitions that lead to them are known. */
function agentChoice(agent: Agent, definitions: Definition[]): Choice {
  const cluster = parseHumanitecMark(agent.description ?? undefined);
  if (cluster) {
    const { awsAccountId, region, clusterName } = cluster;
    return {
      value: agent.id,
      note: `serves ${clusterName} in ${region} of account ${awsAccountId}`,
      facts: { awsAccountId, region, clusterName },
    };
  }
  const through = definitions
    .filter(({ type }) => type === 'agent')
    .filter(({ driver_inputs: inputs }) => inputs?.values?.id === agent.id)
    .map(({ id }) => id);
  return {
    value: agent.id,
    ...(through.length > 0 && {
      note: `reached through ${through.join(', ')}`,
    }),
  };
}
