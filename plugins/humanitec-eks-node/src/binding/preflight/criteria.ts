import {
  BindingSpec,
  describeCriterion,
  Finding,
  ruleField,
  runnerDrivers,
  runnerNameKeys,
} from 'backstage-plugin-humanitec-eks-common';
import {
  criteriaMoves,
  criteriaMovesText,
  groupMoves,
} from '../../humanitec/criteriaMoves';
import {
  humanitecCriteria,
  sameCriterion,
  writtenCriterion,
} from '../../humanitec/matchingCriteria';
import type { Application, Definition } from '../../humanitec/schemas';
import { ownerByText } from '../owner';
import type { Check } from './preflight';
import { error, failure } from './finding';

/** Whether what the criteria name exists, and whether the rules are free; tells who will land on the cluster. */
export const checkCriteria: Check = async ({ spec, systems, tell }) => {
  const { humanitec, progress, signal } = systems;
  const criteria = humanitecCriteria(spec);
  if (!spec.criteria || !criteria) return [];
  try {
    const [types, applications, definitions] = await Promise.all([
      humanitec.listEnvironmentTypes(),
      humanitec.listApplications(),
      humanitec.listDefinitions(),
    ]);
    const change = { definitionId: spec.names.clusterDefinition, criteria };
    const moves = criteriaMoves({ definitions, applications }, change);
    progress(`Lands here: ${spec.criteria.map(describeCriterion).join('; ')}.`);
    criteriaMovesText(moves, change).forEach(line => progress(line));
    tell?.moves(groupMoves(moves, change));
    return [
      ...unknownNames(
        spec,
        types.map(({ id }) => id),
        applications,
      ),
      ...takenRules(spec, definitions),
    ];
  } catch (cause) {
    signal.throwIfAborted();
    return [failure({ field: ruleField(spec, 0) }, cause)];
  }
};

/** Pure: environment types, applications and environments that Humanitec does not have. */
export function unknownNames(
  spec: Pick<BindingSpec, 'envType' | 'appId' | 'criteria'>,
  types: string[],
  applications: Application[],
): Finding[] {
  return (spec.criteria ?? []).flatMap(({ envType, appId, envId }, i) => {
    const environments = applications
      .filter(({ id }) => !appId || id === appId)
      .flatMap(({ envs }) => (envs ?? []).map(({ id }) => id));
    return [
      ...unknown(ruleField(spec, i, 'envType'), envType, types),
      ...unknown(
        ruleField(spec, i, 'appId'),
        appId,
        applications.map(({ id }) => id),
      ),
      ...unknown(ruleField(spec, i, 'envId'), envId, [
        ...new Set(environments),
      ]),
    ];
  });
}

function unknown(
  field: string,
  value: string | undefined,
  ids: string[],
): Finding[] {
  if (value === undefined || ids.includes(value)) return [];
  return [
    error(
      { field },
      `Humanitec has no ${value}; there are ${ids.join(', ') || 'none'}`,
      'Choose one of these, or make it in Humanitec first.',
    ),
  ];
}

/**
 * Pure: rules that another definition has; of one type, a rule may exist only
 * once in an organization. The definitions of another cluster's binding are told together.
 */
export function takenRules(
  spec: BindingSpec,
  definitions: Definition[],
): Finding[] {
  const { clusterDefinition, agentDefinition } = spec.names;
  const drivers = spec.runner.drivers ?? runnerDrivers.slice(0, 1);
  return (humanitecCriteria(spec) ?? []).flatMap((rule, i) => {
    const { class: _, ...anyClass } = rule;
    const wanted = [
      { type: 'k8s-cluster', rule, by: clusterDefinition },
      {
        type: 'agent',
        rule: { ...anyClass, res_id: 'agent' },
        by: agentDefinition,
      },
      ...drivers.map(driver => ({
        type: 'config',
        rule: { ...anyClass, res_id: driver },
        by: spec.names[runnerNameKeys[driver]],
      })),
    ];
    const holders = wanted.flatMap(({ type, rule: one, by }) =>
      definitions
        .filter(definition => definition.type === type && definition.id !== by)
        .filter(({ criteria }) =>
          criteria?.some(other => sameCriterion(one, writtenCriterion(other))),
        ),
    );
    return holdersInWords(spec, holders).map(holder =>
      error(
        { field: ruleField(spec, i) },
        `this rule belongs to the ${holder}, and a rule may exist only once`,
        'Make it more specific, or remove it there.',
      ),
    );
  });
}

/** One text for each binding of another cluster, and for each definition of nobody's. */
function holdersInWords(spec: BindingSpec, holders: Definition[]): string[] {
  const byBinding = new Map<string, string[]>();
  const alone: string[] = [];
  for (const { id, name, type } of holders) {
    const owner = ownerByText(spec, name);
    const definition = `${type} definition ${id}`;
    if (typeof owner === 'object') {
      const others = byBinding.get(owner.other) ?? [];
      byBinding.set(owner.other, [...others, definition]);
    } else {
      alone.push(`${definition} already`);
    }
  }
  const bindings = [...byBinding].map(
    ([binding, things]) =>
      `binding of ${binding} already (${things.join(', ')})`,
  );
  return [...alone, ...bindings];
}
