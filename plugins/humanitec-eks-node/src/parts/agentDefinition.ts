import { BindingSpec, factsOf } from 'backstage-plugin-humanitec-eks-common';
import { ownerByText } from '../binding/owner';
import { mayAdopt } from '../binding/ownership';
import { dropCriterion } from '../humanitec/definitionWrites';
import {
  criterionText,
  distinctCriteria,
  humanitecCriteria,
  sameCriterion,
  writtenCriterion,
} from '../humanitec/matchingCriteria';
import {
  carriesMark,
  markedName,
  WantedDefinition,
} from '../humanitec/resourceDefinition';
import type { Definition, NewCriterion } from '../humanitec/schemas';
import type { Systems } from '../systems';
import { definitionPart } from './definitionPart';

/** What `agent#agent` in the other definitions asks for. */
const RES_ID = 'agent';

/**
 * Definition of type agent, which cluster and runner definitions refer to
 * implicitly. Its criteria cover theirs, or deployments there would find no
 * agent: those that are asked for, and those that are live.
 */
export const agentDefinition = definitionPart({
  id: 'agentDefinition',
  name: spec => spec.names.agentDefinition,
  file: 'humanitec/agent-definition.yaml',
  needed: async (spec, { humanitec }) =>
    neededRules(spec, await humanitec.listDefinitions()),
  wanted: wantedDefinition,
  facts: ({ id, driver_inputs: inputs }) =>
    factsOf({ definition: id, agent: String(inputs?.values?.id ?? '') }),
});

/**
 * Refuses rules of the cluster that the agent does not cover.
 *
 * @throws Error with the step to run first
 */
export async function requireAgent(
  spec: BindingSpec,
  rules: NewCriterion[],
  { humanitec }: Systems,
): Promise<void> {
  if (rules.length === 0) return;
  const id = spec.names.agentDefinition;
  const definition = await humanitec.findDefinition(id);
  const covered = (definition?.criteria ?? []).map(writtenCriterion);
  const uncovered = rules.filter(
    rule => !covered.some(other => covers(other, agentRule(rule))),
  );
  if (uncovered.length === 0) return;
  throw new Error(
    `the agent definition ${id} does not cover ${uncovered
      .map(criterionText)
      .join(
        '; ',
      )}, so deployments would find no agent; run the step agentDefinition:apply with the same criteria first`,
  );
}

/** Takes the rules of our agent definition that neither the spec nor a live definition of the binding needs any more. */
export async function releaseAgent(
  spec: BindingSpec,
  systems: Systems,
): Promise<void> {
  if (!spec.criteria) return;
  const definitions = await systems.humanitec.listDefinitions();
  const definition = definitions.find(
    ({ id }) => id === spec.names.agentDefinition,
  );
  if (!definition || !carriesMark(spec, definition.name)) return;
  const { criteria = [], keepsCriterion } = wantedDefinition(
    spec,
    neededRules(spec, definitions),
  );
  for (const live of definition.criteria ?? []) {
    const rule = writtenCriterion(live);
    const isNeeded = criteria.some(other => sameCriterion(other, rule));
    if (!isNeeded && !keepsCriterion?.(rule)) {
      await dropCriterion(definition.id, live, systems);
    }
  }
}

function wantedDefinition(
  spec: BindingSpec,
  needed: NewCriterion[],
): WantedDefinition {
  const id = spec.names.agentDefinition;
  const asked = (humanitecCriteria(spec) ?? []).map(agentRule);
  return {
    id,
    name: markedName(spec, id),
    type: 'agent',
    driver_type: 'humanitec/agent',
    driver_inputs: { values: { id: spec.names.agent } },
    criteria: distinctCriteria([...asked, ...needed]),
    // Rules of another form are not ours to judge; without criteria nobody asked for fewer.
    keepsCriterion: rule => !spec.criteria || rule.res_id !== RES_ID,
  };
}

/** What the live definitions of this binding need of its agent. */
export function neededRules(
  spec: BindingSpec,
  definitions: Definition[],
): NewCriterion[] {
  const ours = definitions.filter(
    ({ id, name, type }) =>
      type !== 'agent' &&
      (carriesMark(spec, name) ||
        (id === spec.names.clusterDefinition &&
          mayAdopt({ owner: ownerByText(spec, name), adopt: spec.adopt }))),
  );
  return distinctCriteria(
    ours.flatMap(({ criteria }) =>
      (criteria ?? []).map(rule => agentRule(writtenCriterion(rule))),
    ),
  );
}

/** The agent is asked for with the default class, whatever the class of what needs it. */
function agentRule({ class: _class, ...rule }: NewCriterion): NewCriterion {
  return { ...rule, res_id: RES_ID };
}

/** Does the first rule hold wherever the second does? */
function covers(wide: NewCriterion, narrow: NewCriterion): boolean {
  const elements = ['env_type', 'app_id', 'env_id', 'res_id'] as const;
  return (
    wide.class === undefined &&
    elements.every(
      element =>
        wide[element] === undefined || wide[element] === narrow[element],
    )
  );
}
