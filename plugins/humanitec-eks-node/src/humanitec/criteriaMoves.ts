import {
  bySpecificity,
  MatchingContext,
  matchesContext,
  writtenCriterion,
} from './matchingCriteria';
import type { Application, Definition, NewCriterion } from './schemas';

/** One environment, and the k8s-cluster definitions that its deployments match before and after a change. */
export interface ClusterMatch {
  appId: string;
  envId: string;
  envType: string;
  /** Undefined when no definition matches: deployments fail. */
  before: string | undefined;
  after: string | undefined;
}

/**
 * Where every environment of an organization is deployed to, before and after
 * one k8s-cluster definition has the given criteria instead of its present ones.
 * Holds for the next deployment of each; until then it stays where it is.
 *
 * @param organization - its definitions (of any type) and its applications
 * @param change - the definition need not exist yet
 */
export function criteriaMoves(
  organization: { definitions: Definition[]; applications: Application[] },
  change: { definitionId: string; criteria: NewCriterion[] },
): ClusterMatch[] {
  const before = clusterRules(organization.definitions);
  const after = [
    ...before.filter(
      ({ definitionId }) => definitionId !== change.definitionId,
    ),
    ...change.criteria.map(rule => ({
      definitionId: change.definitionId,
      rule,
    })),
  ];
  return organization.applications.flatMap(app =>
    (app.envs ?? []).map(env => {
      const context = clusterContext(app.id, env);
      return {
        appId: app.id,
        envId: env.id,
        envType: env.type,
        before: winner(before, context),
        after: winner(after, context),
      };
    }),
  );
}

/** The k8s-cluster definition that a resource of that type gets in this context; undefined when none matches. */
export function clusterDefinitionFor(
  definitions: Definition[],
  context: MatchingContext,
): string | undefined {
  return winner(clusterRules(definitions), context);
}

/** The rules of all k8s-cluster definitions. */
function clusterRules(definitions: Definition[]): DefinitionRule[] {
  return definitions
    .filter(({ type }) => type === 'k8s-cluster')
    .flatMap(({ id, criteria }) =>
      (criteria ?? []).map(rule => ({
        definitionId: id,
        rule: writtenCriterion(rule),
      })),
    );
}

interface DefinitionRule {
  definitionId: string;
  rule: NewCriterion;
}

/** What a deployment asks for without being told: the cluster of the default class. */
function clusterContext(
  appId: string,
  env: { id: string; type: string },
): MatchingContext {
  return {
    env_type: env.type,
    app_id: appId,
    env_id: env.id,
    res_id: 'k8s-cluster',
    class: 'default',
  };
}

function winner(
  rules: DefinitionRule[],
  context: MatchingContext,
): string | undefined {
  const [first] = rules
    .filter(({ rule }) => matchesContext(rule, context))
    .sort((a, b) => bySpecificity(a.rule, b.rule));
  return first?.definitionId;
}

/** What a change of one definition's criteria means for the environments, as seen from it. */
export interface ClusterMoves {
  come: ClusterMatch[];
  leave: ClusterMatch[];
  /** Covered by the criteria, and kept elsewhere by a more specific rule. */
  held: ClusterMatch[];
  /** There before and after. */
  stay: ClusterMatch[];
}

/** Sorts the matches by what happens to them; those that the change does not concern are left out. */
export function groupMoves(
  matches: ClusterMatch[],
  {
    definitionId,
    criteria,
  }: { definitionId: string; criteria: NewCriterion[] },
): ClusterMoves {
  const moved = matches.filter(({ before, after }) => before !== after);
  return {
    come: moved.filter(({ after }) => after === definitionId),
    leave: moved.filter(({ before }) => before === definitionId),
    stay: matches.filter(
      ({ before, after }) => before === after && after === definitionId,
    ),
    held: matches.filter(
      match =>
        match.after !== definitionId &&
        criteria.some(rule =>
          matchesContext(
            rule,
            clusterContext(match.appId, {
              id: match.envId,
              type: match.envType,
            }),
          ),
        ),
    ),
  };
}

/** How many environments are named; the others are counted. */
const NAMED_MOVES = 8;
const NAMED_OTHERS = 2;

/** The moves in words, at most some twenty lines: who comes, who leaves, whom a more specific rule keeps elsewhere. */
export function criteriaMovesText(
  matches: ClusterMatch[],
  change: { definitionId: string; criteria: NewCriterion[] },
): string[] {
  const { definitionId, criteria } = change;
  const { come, leave, held, stay } = groupMoves(matches, change);
  const classes = criteria.flatMap(rule => rule.class ?? []);
  return [
    ...(come.length === 0
      ? [`No environment moves to ${definitionId}.`]
      : section(
          `Moves to ${definitionId} with the next deployment`,
          come.map(match => `${name(match)} (now on ${onText(match.before)})`),
          NAMED_MOVES,
        )),
    ...section(
      `Leaves ${definitionId} with the next deployment`,
      leave.map(match => `${name(match)} (to ${onText(match.after)})`),
      NAMED_OTHERS,
    ),
    ...section(
      'Stays elsewhere, held by a more specific rule',
      held.map(match => `${name(match)} (on ${onText(match.after)})`),
      NAMED_OTHERS,
    ),
    ...(stay.length === 0
      ? []
      : [`Stays on ${definitionId}: ${countText(stay.length)}.`]),
    ...(classes.length === 0
      ? []
      : [
          `Rules of class ${[...new Set(classes)].join(
            ', ',
          )} move only what asks for a cluster of that class.`,
        ]),
  ];
}

function section(title: string, lines: string[], named: number): string[] {
  if (lines.length === 0) return [];
  const more = lines.length - named;
  return [
    `${title}: ${countText(lines.length)}`,
    ...lines.slice(0, named).map(line => `  ${line}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

function name({ appId, envId }: ClusterMatch): string {
  return `${appId}/${envId}`;
}

function onText(definitionId: string | undefined): string {
  return definitionId ?? 'no cluster';
}

function countText(count: number): string {
  return count === 1 ? '1 environment' : `${count} environments`;
}
