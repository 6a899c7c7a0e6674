import {
  BindingSpec,
  describeCriterion,
} from 'backstage-plugin-humanitec-eks-common';
import { criteriaMoves, criteriaMovesText } from '../humanitec/criteriaMoves';
import { findRequiredDefinition } from '../humanitec/findRequiredDefinition';
import { humanitecCriteria } from '../humanitec/matchingCriteria';
import {
  applyDefinition,
  criteriaDiffer,
  markedName,
  planDefinition,
  removeDefinition,
  renderDefinition,
  WantedDefinition,
} from '../humanitec/resourceDefinition';
import type { Definition } from '../humanitec/schemas';
import type { Part } from './part';

/**
 * The signed URL of the agent's tunnel. `agent#agent` and not plain `agent`,
 * which would inherit the ID of the resource that refers to it.
 */
export const AGENT_URL = "${resources['agent#agent'].outputs.url}";

/** Definition of type k8s-cluster; its criteria decide what is deployed to the cluster. */
export const clusterDefinition: Part<Definition> = {
  id: 'clusterDefinition',
  render: spec => [
    renderDefinition('cluster-definition.yaml', wantedDefinition(spec)),
  ],
  observe: (spec, { humanitec }) =>
    humanitec.findDefinition(spec.names.clusterDefinition),
  plan: (spec, observed) =>
    planDefinition(spec, wantedDefinition(spec), observed),
  async preview(spec, observed, { humanitec }) {
    const { id, criteria } = wantedDefinition(spec);
    if (!criteria || !criteriaDiffer(wantedDefinition(spec), observed)) {
      return [];
    }
    const [definitions, applications] = await Promise.all([
      humanitec.listDefinitions({ res_type: 'k8s-cluster' }),
      humanitec.listApplications(),
    ]);
    const change = { definitionId: id, criteria };
    return criteriaMovesText(
      criteriaMoves({ definitions, applications }, change),
      change,
    );
  },
  async apply(spec, observed, systems) {
    await applyDefinition(wantedDefinition(spec), observed, systems);
    return findRequiredDefinition(systems, spec.names.clusterDefinition);
  },
  remove: removeDefinition,
  facts: ({ id, criteria }) => [
    { label: 'Definition', value: id },
    ...(criteria ?? []).map(rule => ({
      label: 'Lands here',
      value: describeCriterion({
        envType: rule.env_type ?? undefined,
        appId: rule.app_id ?? undefined,
        envId: rule.env_id ?? undefined,
      }),
    })),
  ],
};

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
        ...(loadBalancer && { loadbalancer: loadBalancer }),
        ...(loadBalancerHostedZone && {
          loadbalancer_hosted_zone: loadBalancerHostedZone,
        }),
      },
      secrets: { agent_url: AGENT_URL },
    },
    criteria: humanitecCriteria(spec),
  };
}
