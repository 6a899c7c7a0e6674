import { Context, mayMatch, rank } from './matching';
import { Definition } from './records';
import { isSet } from './route';
import { Organization } from './state';

/** Those that may match what the query says, by type, the most specific first. */
export function listDefinitions(
  organization: Organization,
  query: URLSearchParams,
): Definition[] {
  const type = query.get('res_type');
  const known: Partial<Context> = {
    app_id: query.get('app') ?? undefined,
    env_id: query.get('env') ?? undefined,
    env_type: query.get('env_type') ?? undefined,
    res_id: query.get('res') ?? undefined,
    class: query.get('class') ?? undefined,
  };
  const inContext = Object.values(known).some(value => value !== undefined);
  const ranked = [...organization.definitions.values()]
    .filter(definition => !definition.deleted || isSet(query, 'deleted'))
    .filter(definition => type === null || definition.type === type)
    .map(definition => ({
      definition,
      ranks: definition.criteria
        .filter(criterion => mayMatch(criterion, known))
        .map(rank),
    }))
    .filter(({ ranks }) => !inContext || ranks.length > 0);
  return ranked
    .sort(
      (a, b) =>
        a.definition.type.localeCompare(b.definition.type) ||
        Math.max(-1, ...b.ranks) - Math.max(-1, ...a.ranks),
    )
    .map(({ definition }) => definition);
}
