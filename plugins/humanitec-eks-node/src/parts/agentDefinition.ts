import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import { findRequiredDefinition } from '../humanitec/findRequiredDefinition';
import { humanitecCriteria } from '../humanitec/matchingCriteria';
import {
  applyDefinition,
  markedName,
  planDefinition,
  removeDefinition,
  renderDefinition,
  WantedDefinition,
} from '../humanitec/resourceDefinition';
import type { Definition } from '../humanitec/schemas';
import type { Part } from './part';

/** Definition of type agent, which cluster and runner definitions refer to implicitly. */
export const agentDefinition: Part<Definition> = {
  id: 'agentDefinition',
  render: spec => [
    renderDefinition('agent-definition.yaml', wantedDefinition(spec)),
  ],
  observe: (spec, { humanitec }) =>
    humanitec.findDefinition(spec.names.agentDefinition),
  plan: (spec, observed) =>
    planDefinition(spec, wantedDefinition(spec), observed),
  async apply(spec, observed, systems) {
    await applyDefinition(wantedDefinition(spec), observed, systems);
    return findRequiredDefinition(systems, spec.names.agentDefinition);
  },
  remove: removeDefinition,
  facts: ({ id, driver_inputs: inputs }) => [
    { label: 'Definition', value: id },
    { label: 'Agent', value: String(inputs?.values?.id ?? '') },
  ],
};

/** Its criteria cover every context of the cluster's, or deployments there would find no agent. */
function wantedDefinition(spec: BindingSpec): WantedDefinition {
  const id = spec.names.agentDefinition;
  return {
    id,
    name: markedName(spec, id),
    type: 'agent',
    driver_type: 'humanitec/agent',
    driver_inputs: { values: { id: spec.names.agent } },
    criteria: humanitecCriteria(spec)?.map(({ class: _class, ...rule }) => ({
      ...rule,
      res_id: 'agent',
    })),
    moreCriteriaAreFine: true,
  };
}
