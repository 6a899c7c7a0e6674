import {
  BindingSpec,
  describeCriterion,
  factsOf,
} from 'backstage-plugin-humanitec-eks-common';
import { criteriaMoves, criteriaMovesText } from '../humanitec/criteriaMoves';
import {
  humanitecCriteria,
  writtenCriterion,
} from '../humanitec/matchingCriteria';
import {
  criteriaDiffer,
  markedName,
  missingCriteria,
  WantedDefinition,
} from '../humanitec/resourceDefinition';
import type { Systems } from '../systems';
import { releaseAgent, requireAgent } from './agentDefinition';
import { DefinitionState, definitionPart } from './definitionPart';
import type { Part } from './part';

/**
 * The signed URL of the agent's tunnel. `agent#agent` and not plain `agent`,
 * which would inherit the ID of the resource that refers to it.
 */
export const AGENT_URL = "${resources['agent#agent'].outputs.url}";

const definition = definitionPart({
  id: 'clusterDefinition',
  name: spec => spec.names.clusterDefinition,
  file: 'humanitec/cluster-definition.yaml',
  wanted: wantedDefinition,
  facts: ({ id, criteria }) =>
    factsOf({
      definition: id,
      criterion: (criteria ?? []).map(rule =>
        describeCriterion({
          envType: rule.env_type ?? undefined,
          appId: rule.app_id ?? undefined,
          envId: rule.env_id ?? undefined,
          class: writtenCriterion(rule).class,
        }),
      ),
    }),
});

/** Definition of type k8s-cluster; its criteria decide what is deployed to the cluster. */
export const clusterDefinition: Part<DefinitionState> = {
  ...definition,

  async preview(spec, observed, { humanitec }) {
    const wanted = wantedDefinition(spec);
    const { id: definitionId, criteria } = wanted;
    if (!criteria || !criteriaDiffer(wanted, observed?.definition)) return [];
    const [definitions, applications] = await Promise.all([
      humanitec.listDefinitions({ res_type: 'k8s-cluster' }),
      humanitec.listApplications(),
    ]);
    const change = { definitionId, criteria };
    return criteriaMovesText(
      criteriaMoves({ definitions, applications }, change),
      change,
    );
  },

  async apply(spec, observed, systems) {
    const { driver_account: live } = observed?.definition ?? {};
    if (live !== spec.names.cloudAccount) await requireAccount(spec, systems);
    const missing = missingCriteria(
      wantedDefinition(spec),
      observed?.definition,
    );
    await requireAgent(spec, missing, systems);
    const state = await definition.apply(spec, observed, systems);
    await releaseAgent(spec, systems);
    return state;
  },
};

async function requireAccount(spec: BindingSpec, { humanitec }: Systems) {
  const { cloudAccount } = spec.names;
  if (await humanitec.findAccount(cloudAccount)) return;
  throw new Error(
    `cloud account ${cloudAccount} is missing; run the step cloudAccount:apply first`,
  );
}

function wantedDefinition(spec: BindingSpec): WantedDefinition {
  const { loadBalancer, loadBalancerHostedZone } = spec.clusterDefinition;
  const id = spec.names.clusterDefinition;
  return {
    id,
    name: markedName(spec, id),
    type: 'k8s-cluster',
    driver_type: 'humanitec/k8s-cluster-eks',
    driver_account: spec.names.cloudAccount,
    driver_inputs: {
      values: {
        region: spec.region,
        name: spec.clusterName,
        ...optionalValue('loadbalancer', loadBalancer),
        ...optionalValue('loadbalancer_hosted_zone', loadBalancerHostedZone),
      },
      secrets: { agent_url: AGENT_URL },
    },
    criteria: humanitecCriteria(spec),
  };
}

/** Nothing when it was not asked for, null when it was asked for as empty. */
function optionalValue(key: string, value: string | undefined) {
  return value === undefined ? {} : { [key]: value || null };
}
