import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import {
  criteriaMoves,
  criteriaMovesText,
} from '../../humanitec/criteriaMoves';
import { carriesMark } from '../../humanitec/resourceDefinition';
import type { ActiveResource } from '../../humanitec/schemas';
import type { Systems } from '../../systems';

/** What deployments have provisioned through any definition of the binding, and still use. */
export async function findDependents(
  spec: BindingSpec,
  { humanitec }: Systems,
): Promise<ActiveResource[]> {
  const definitions = await humanitec.listDefinitions();
  const ours = definitions.filter(({ name }) => carriesMark(spec, name));
  const resources = await Promise.all(
    ours.map(({ id }) => humanitec.listActiveResources(id)),
  );
  return resources.flat();
}

/** One environment, and the types of what it has provisioned through the binding. */
export interface Dependent {
  appId: string;
  envId: string;
  types: string[];
}

/** Pure: the environments behind the resources, each once. */
export function dependentEnvironments(
  resources: ActiveResource[],
): Dependent[] {
  const environments = new Map<string, Dependent>();
  for (const { app_id: appId, env_id: envId, type } of resources) {
    const key = `${appId}/${envId}`;
    const { types = [] } = environments.get(key) ?? {};
    environments.set(key, {
      appId,
      envId,
      types: [...new Set([...types, type])].sort(),
    });
  }
  return [...environments.values()];
}

/** How many environments a refusal names. */
const NAMED = 10;

/** Pure. `shop/production (agent, k8s-cluster), billing/production (k8s-cluster) and 3 more` */
export function dependentsText(resources: ActiveResource[]): string {
  const names = dependentEnvironments(resources).map(
    ({ appId, envId, types }) => `${appId}/${envId} (${types.join(', ')})`,
  );
  const more = names.length - NAMED;
  return more > 0
    ? `${names.slice(0, NAMED).join(', ')} and ${more} more`
    : names.join(', ');
}

/** Tells which environments will find another cluster, or none, with their next deployment. */
export async function tellWhoLeaves(
  spec: BindingSpec,
  { humanitec, progress }: Systems,
): Promise<void> {
  const [definitions, applications] = await Promise.all([
    humanitec.listDefinitions(),
    humanitec.listApplications(),
  ]);
  const definitionId = spec.names.clusterDefinition;
  if (!definitions.some(({ id }) => id === definitionId)) return;
  const change = { definitionId, criteria: [] };
  const moves = criteriaMoves({ definitions, applications }, change).filter(
    ({ before }) => before === definitionId,
  );
  if (moves.length === 0) return;
  const [, ...lines] = criteriaMovesText(moves, change);
  lines.forEach(line => progress(line));
}
