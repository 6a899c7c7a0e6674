import { clusterContext } from '../humanitec/criteriaMoves';
import {
  bySpecificity,
  matchesContext,
  writtenCriterion,
} from '../humanitec/matchingCriteria';
import type {
  Application,
  Definition,
  NewCriterion,
} from '../humanitec/schemas';

interface Rule {
  definitionId: string;
  rule: NewCriterion;
}

/** How many environments the next deployment of each brings to each k8s-cluster definition, by its ID. */
export function environmentCounts(organization: {
  definitions: Definition[];
  applications: Application[];
}): Map<string, number> {
  const rules = clusterRules(organization.definitions);
  const counts = new Map<string, number>();
  for (const { id, envs } of organization.applications) {
    // Thousands of rules are about one application each.
    const candidates = [...(rules.get(id) ?? []), ...(rules.get('') ?? [])];
    for (const env of envs ?? []) {
      const context = clusterContext(id, env);
      const [first] = candidates
        .filter(({ rule }) => matchesContext(rule, context))
        .sort((a, b) => bySpecificity(a.rule, b.rule));
      if (!first) continue;
      const { definitionId } = first;
      counts.set(definitionId, (counts.get(definitionId) ?? 0) + 1);
    }
  }
  return counts;
}

/** By the application that they are about; under '' those about any. */
function clusterRules(definitions: Definition[]): Map<string, Rule[]> {
  const found = new Map<string, Rule[]>();
  for (const { id, type, criteria } of definitions) {
    if (type !== 'k8s-cluster') continue;
    for (const criterion of criteria ?? []) {
      const rule = writtenCriterion(criterion);
      const about = rule.app_id ?? '';
      const same = found.get(about) ?? [];
      same.push({ definitionId: id, rule });
      found.set(about, same);
    }
  }
  return found;
}
