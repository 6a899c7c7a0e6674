// Which definition provides a resource: the one whose criterion fits the context and is most specific.
import { Criterion, Definition } from './records';

const elements = ['class', 'env_type', 'app_id', 'env_id', 'res_id'] as const;

/** Where a resource is needed. */
export interface Context {
  app_id: string;
  env_id: string;
  env_type: string;
  res_id: string;
  class: string;
}

export interface Match {
  definition: Definition;
  criterion: Criterion;
}

/** The definition that the Orchestrator would choose; deleted ones are out of the question. */
export function bestMatch(
  definitions: Iterable<Definition>,
  type: string,
  context: Context,
): Match | undefined {
  const matches = [...definitions]
    .filter(definition => definition.type === type && !definition.deleted)
    .flatMap(definition =>
      definition.criteria
        .filter(criterion => mayMatch(criterion, context))
        .map(criterion => ({ definition, criterion })),
    );
  return matches.sort((a, b) => rank(b.criterion) - rank(a.criterion))[0];
}

/** Could the criterion fit a context of which only this is known? */
export function mayMatch(
  criterion: Criterion,
  known: Partial<Context>,
): boolean {
  return elements.every(
    element =>
      criterion[element] === undefined ||
      known[element] === undefined ||
      criterion[element] === known[element],
  );
}

/** How specific a criterion is; two that fit the same context never have the same rank. */
export function rank(criterion: Criterion): number {
  return (
    (criterion.res_id === undefined ? 0 : 8) +
    (criterion.env_id === undefined ? 0 : 4) +
    (criterion.app_id === undefined ? 0 : 2) +
    (criterion.env_type === undefined ? 0 : 1)
  );
}

/** Do both say the same, whatever their IDs? */
export function sameRule(
  a: Omit<Criterion, 'id'>,
  b: Omit<Criterion, 'id'>,
): boolean {
  return elements.every(element => a[element] === b[element]);
}
