import { isDeepStrictEqual } from 'node:util';
import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import type { DefinitionCriterion, NewCriterion } from './schemas';

/** The elements of a rule, the most specific first (OpenAPI, MatchingCriteriaResponse); class stands apart. */
const BY_SPECIFICITY = ['res_id', 'env_id', 'app_id', 'env_type'] as const;

/** Where a resource is asked for. */
export type MatchingContext = Required<NewCriterion>;

/** The criteria of a binding in Humanitec's words; undefined when none were asked for. */
export function humanitecCriteria(
  spec: BindingSpec,
): NewCriterion[] | undefined {
  return spec.criteria?.map(({ envType, appId, envId, class: class_ }) => ({
    ...(envType && { env_type: envType }),
    ...(appId && { app_id: appId }),
    ...(envId && { env_id: envId }),
    ...(class_ && class_ !== 'default' && { class: class_ }),
  }));
}

/** A criterion that was read, in the form in which it is written. */
export function writtenCriterion(
  rule: Omit<DefinitionCriterion, 'id'>,
): NewCriterion {
  const { env_type, app_id, env_id, res_id, class: class_ } = rule;
  return Object.fromEntries(
    Object.entries({ env_type, app_id, env_id, res_id, class: class_ }).filter(
      ([key, value]) => value && !(key === 'class' && value === 'default'),
    ),
  );
}

export function sameCriterion(a: NewCriterion, b: NewCriterion): boolean {
  return isDeepStrictEqual({ ...a }, { ...b });
}

/** The same rules, each once. */
export function distinctCriteria(rules: NewCriterion[]): NewCriterion[] {
  return rules.filter(
    (rule, index) =>
      rules.findIndex(other => sameCriterion(rule, other)) === index,
  );
}

/** `env_type production, app_id shop`, or `everything`. */
export function criterionText(rule: NewCriterion): string {
  const text = Object.entries(rule)
    .map(([key, value]) => `${key} ${value}`)
    .join(', ');
  return text || 'everything';
}

/** Does the rule hold in this context? */
export function matchesContext(
  rule: NewCriterion,
  context: MatchingContext,
): boolean {
  return (
    (rule.class ?? 'default') === context.class &&
    BY_SPECIFICITY.every(
      element =>
        rule[element] === undefined || rule[element] === context[element],
    )
  );
}

/**
 * Sorts the rule that wins to the front: the one with the most specific
 * element, at a tie the one with the next, and so on.
 */
export function bySpecificity(a: NewCriterion, b: NewCriterion): number {
  for (const element of BY_SPECIFICITY) {
    const difference =
      Number(b[element] !== undefined) - Number(a[element] !== undefined);
    if (difference !== 0) return difference;
  }
  return 0;
}
