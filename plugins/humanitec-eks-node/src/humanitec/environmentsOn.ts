import { writtenCriterion } from './matchingCriteria';
import type { Application, Definition, NewCriterion } from './schemas';

/** One environment of an application. */
export interface LandingEnvironment {
  appId: string;
  envId: string;
  envType: string;
}

/**
 * Where the next deployment of every environment goes: environments by the ID
 * of the k8s-cluster definition that they match. The same as `criteriaMoves`
 * without a change; made for an organization with thousands of rules, since
 * each environment costs sixteen look-ups, however many there are.
 *
 * @param organization - its definitions (of any type) and its applications
 */
export function environmentsOn(organization: {
  definitions: Definition[];
  applications: Application[];
}): Map<string, LandingEnvironment[]> {
  const owners = ruleOwners(organization.definitions);
  const landing = new Map<string, LandingEnvironment[]>();
  for (const app of organization.applications) {
    for (const env of app.envs ?? []) {
      const rule = rulesFor(app.id, env).find(key => owners.has(key));
      const definitionId = rule && owners.get(rule);
      if (definitionId === undefined) continue;
      const environment = { appId: app.id, envId: env.id, envType: env.type };
      const others = landing.get(definitionId);
      if (others) others.push(environment);
      else landing.set(definitionId, [environment]);
    }
  }
  return landing;
}

/** Whose each rule is that a cluster of the default class can match. */
function ruleOwners(definitions: Definition[]): Map<string, string> {
  const owners = new Map<string, string>();
  for (const { id, type, criteria } of definitions) {
    if (type !== 'k8s-cluster') continue;
    for (const rule of (criteria ?? []).map(writtenCriterion)) {
      const key = ruleKey(rule);
      // Humanitec refuses the same rule twice; should it be there, the first counts.
      if (rule.class === undefined && !owners.has(key)) owners.set(key, id);
    }
  }
  return owners;
}

/** All rules that hold for an environment, the most specific first (OpenAPI, MatchingCriteriaResponse). */
function rulesFor(appId: string, env: { id: string; type: string }): string[] {
  const orNot = (value: string) => [value, undefined];
  return orNot('k8s-cluster').flatMap(res_id =>
    orNot(env.id).flatMap(env_id =>
      orNot(appId).flatMap(app_id =>
        orNot(env.type).map(env_type =>
          ruleKey({ res_id, env_id, app_id, env_type }),
        ),
      ),
    ),
  );
}

function ruleKey({ res_id, env_id, app_id, env_type }: NewCriterion): string {
  return JSON.stringify([res_id, env_id, app_id, env_type]);
}
