import { at, Json, JsonObject, records, text, texts, textMap } from './json';
import { KubeObject } from './object';
import { badRequest } from './statusError';

type Requirement =
  | { key: string; operator: 'in' | 'notin'; values: string[] }
  | { key: string; operator: 'exists' | 'absent' };

/** Does a `labelSelector` query parameter select these labels? */
export function labelsMatch(
  selector: string,
  labels: Record<string, string>,
): boolean {
  return parseLabelSelector(selector).every(item => holds(item, labels));
}

/** Does a LabelSelector object select these labels? An empty one selects all. */
export function selectorMatches(
  selector: Json | undefined,
  labels: Record<string, string>,
): boolean {
  const wanted = Object.entries(textMap(at(selector, 'matchLabels')));
  return (
    wanted.every(([key, value]) => labels[key] === value) &&
    records(at(selector, 'matchExpressions')).every(expression =>
      holds(requirementOf(expression), labels),
    )
  );
}

/** Does a `fieldSelector` query parameter select this object? */
export function fieldsMatch(selector: string, object: KubeObject): boolean {
  return fieldTerms(selector).every(({ path, value, negated }) => {
    const found = at(object, ...path.split('.'));
    const actual = found === undefined || found === null ? '' : String(found);
    return (actual === value) !== negated;
  });
}

/** The value that a field selector demands of a field, if it does. */
export function fieldRequirement(
  selector: string,
  path: string,
): string | undefined {
  return fieldTerms(selector).find(term => term.path === path && !term.negated)
    ?.value;
}

function fieldTerms(selector: string) {
  return selector
    .split(',')
    .filter(Boolean)
    .map(term => {
      const match = /^([\w.]+)(==|!=|=)(.*)$/.exec(term);
      if (!match) throw badRequest(`invalid field selector: "${selector}"`);
      const [, path, operator, value] = match;
      return { path, value, negated: operator === '!=' };
    });
}

function parseLabelSelector(selector: string): Requirement[] {
  // Commas separate requirements, but not inside `in (a,b)`.
  const terms = selector.match(/[^,(]+(\([^)]*\))?/g) ?? [];
  return terms.map(part => {
    const term = part.trim();
    const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(term);
    if (set) {
      return {
        key: set[1],
        operator: set[2] === 'in' ? 'in' : 'notin',
        values: set[3].split(',').map(value => value.trim()),
      };
    }
    const equality = /^([^\s!=]+)\s*(==|!=|=)\s*(\S*)$/.exec(term);
    if (equality) {
      return {
        key: equality[1],
        operator: equality[2] === '!=' ? 'notin' : 'in',
        values: [equality[3]],
      };
    }
    const presence = /^(!?)\s*([^\s!=]+)$/.exec(term);
    if (!presence) {
      throw badRequest(`unable to parse requirement: "${selector}"`);
    }
    return { key: presence[2], operator: presence[1] ? 'absent' : 'exists' };
  });
}

function requirementOf(expression: JsonObject): Requirement {
  const key = text(expression.key) ?? '';
  const values = texts(expression.values);
  switch (expression.operator) {
    case 'In':
      return { key, operator: 'in', values };
    case 'NotIn':
      return { key, operator: 'notin', values };
    case 'Exists':
      return { key, operator: 'exists' };
    case 'DoesNotExist':
      return { key, operator: 'absent' };
    default:
      throw badRequest(
        `"${expression.operator}" is not a valid label selector operator`,
      );
  }
}

function holds(
  requirement: Requirement,
  labels: Record<string, string>,
): boolean {
  const value: string | undefined = labels[requirement.key];
  switch (requirement.operator) {
    case 'in':
      return value !== undefined && requirement.values.includes(value);
    case 'notin':
      return value === undefined || !requirement.values.includes(value);
    case 'exists':
      return value !== undefined;
    default:
      return value === undefined;
  }
}
