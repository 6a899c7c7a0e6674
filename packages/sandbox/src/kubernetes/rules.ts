import { JsonObject, texts } from './json';

/** An RBAC PolicyRule. */
export interface Rule {
  verbs: string[];
  apiGroups: string[];
  resources: string[];
  resourceNames: string[];
  nonResourceURLs: string[];
}

/** What a request wants, as authorizers see it. */
export interface Attributes {
  verb: string;
  group: string;
  resource: string;
  subresource?: string;
  namespace?: string;
  name?: string;
  /** Set for requests outside the resources, such as `/version`. */
  nonResourcePath?: string;
}

export function ruleOf(rule: JsonObject): Rule {
  return {
    verbs: texts(rule.verbs),
    apiGroups: texts(rule.apiGroups),
    resources: texts(rule.resources),
    resourceNames: texts(rule.resourceNames),
    nonResourceURLs: texts(rule.nonResourceURLs),
  };
}

/** Does the rule allow the request? */
export function ruleAllows(rule: Rule, wanted: Attributes): boolean {
  if (!includes(rule.verbs, wanted.verb)) return false;
  const path = wanted.nonResourcePath;
  if (path !== undefined) {
    return rule.nonResourceURLs.some(url => urlCovers(url, path));
  }
  return (
    includes(rule.apiGroups, wanted.group) &&
    coversResource(rule.resources, wanted.resource, wanted.subresource) &&
    (rule.resourceNames.length === 0 ||
      rule.resourceNames.includes(wanted.name ?? ''))
  );
}

/** The parts of `wanted` that none of the held rules covers, each as a rule of its own. */
export function notCovered(held: Rule[], wanted: Rule[]): Rule[] {
  return wanted
    .flatMap(breakDown)
    .filter(single => !held.some(rule => covers(rule, single)));
}

/** `{APIGroups:["apps"], Resources:["deployments"], Verbs:["get"]}` */
export function describeRule(rule: Rule): string {
  const parts = [
    ['APIGroups', rule.apiGroups],
    ['Resources', rule.resources],
    ['ResourceNames', rule.resourceNames],
    ['NonResourceURLs', rule.nonResourceURLs],
    ['Verbs', rule.verbs],
  ] as const;
  return `{${parts
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => `${name}:${JSON.stringify(values)}`)
    .join(', ')}}`;
}

function breakDown(rule: Rule): Rule[] {
  const none = {
    apiGroups: [],
    resources: [],
    resourceNames: [],
    nonResourceURLs: [],
  };
  const names =
    rule.resourceNames.length > 0 ? rule.resourceNames : [undefined];
  const ofResources = rule.verbs.flatMap(verb =>
    rule.apiGroups.flatMap(group =>
      rule.resources.flatMap(resource =>
        names.map(name => ({
          ...none,
          verbs: [verb],
          apiGroups: [group],
          resources: [resource],
          resourceNames: name === undefined ? [] : [name],
        })),
      ),
    ),
  );
  const ofPaths = rule.verbs.flatMap(verb =>
    rule.nonResourceURLs.map(url => ({
      ...none,
      verbs: [verb],
      nonResourceURLs: [url],
    })),
  );
  return [...ofResources, ...ofPaths];
}

function covers(rule: Rule, single: Rule): boolean {
  if (!includes(rule.verbs, single.verbs[0])) return false;
  const [url] = single.nonResourceURLs;
  if (url !== undefined) {
    return rule.nonResourceURLs.some(held => urlCovers(held, url));
  }
  const [resource, subresource] = single.resources[0].split('/');
  return (
    includes(rule.apiGroups, single.apiGroups[0]) &&
    coversResource(rule.resources, resource, subresource) &&
    (rule.resourceNames.length === 0 ||
      single.resourceNames.some(name => rule.resourceNames.includes(name)))
  );
}

function coversResource(
  held: string[],
  resource: string,
  subresource?: string,
): boolean {
  const wanted = subresource ? `${resource}/${subresource}` : resource;
  return held.some(
    one =>
      one === '*' ||
      one === wanted ||
      (subresource !== undefined && one === `*/${subresource}`),
  );
}

function urlCovers(held: string, path: string): boolean {
  if (held === '*' || held === path) return true;
  return held.endsWith('*') && path.startsWith(held.slice(0, -1));
}

function includes(values: string[], wanted: string): boolean {
  return values.includes('*') || values.includes(wanted);
}
