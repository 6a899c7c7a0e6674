import {
  Criterion,
  runnerDrivers,
} from 'backstage-plugin-humanitec-eks-common';
import {
  sameCriterion,
  writtenCriterion,
} from '../../humanitec/matchingCriteria';
import type { Definition, NewCriterion } from '../../humanitec/schemas';

/** Who lands on a cluster: the rules of its definition. */
export function liveCriteria(cluster: Definition): Criterion[] {
  return rulesOf(cluster).map(criterionOf);
}

/**
 * Who was asked to land on the cluster: the rules of its definition, and those
 * that it has lost, which the definitions of its agent and of a runner still
 * hold. Both must: that of an agent may cover more. Which class a lost rule
 * had, they do not tell.
 *
 * @param ours - all definitions of the binding
 */
export function askedCriteria(
  cluster: Definition | undefined,
  ours: Definition[],
): Criterion[] {
  const live = cluster ? rulesOf(cluster) : [];
  const ofAgent = rulesFor(ours, 'agent', ['agent']);
  const ofRunners = rulesFor(ours, 'config', runnerDrivers);
  const lost = ofAgent.filter(
    rule => has(ofRunners, rule) && !has(live.map(withoutClass), rule),
  );
  return [...live, ...lost].map(criterionOf);
}

function rulesOf({ criteria }: Definition): NewCriterion[] {
  return (criteria ?? []).map(writtenCriterion);
}

function criterionOf(rule: NewCriterion): Criterion {
  return {
    envType: rule.env_type,
    appId: rule.app_id,
    envId: rule.env_id,
    class: rule.class,
  };
}

/** The rules of one type for these resources, in the form of those for the cluster. */
function rulesFor(
  definitions: Definition[],
  type: string,
  resources: readonly string[],
): NewCriterion[] {
  return definitions
    .filter(definition => definition.type === type)
    .flatMap(rulesOf)
    .filter(({ res_id }) => res_id && resources.includes(res_id))
    .map(({ res_id: _resource, ...rule }) => withoutClass(rule));
}

function withoutClass({ class: _class, ...rule }: NewCriterion): NewCriterion {
  return rule;
}

function has(rules: NewCriterion[], rule: NewCriterion): boolean {
  return rules.some(other => sameCriterion(other, rule));
}
