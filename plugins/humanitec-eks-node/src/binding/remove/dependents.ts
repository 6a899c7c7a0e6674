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

/** How many environments a refusal names. */
const NAMED = 10;

/** Pure. `shop/production (agent, k8s-cluster), billing/production (k8s-cluster) and 3 more` */
export function dependentsText(resources: ActiveResource[]): string {
  const types = new Map<string, Set<string>>();
  for (const { app_id, env_id, type } of resources) {
    const environment = `${app_id}/${env_id}`;
    types.set(environment, (types.get(environment) ?? new Set()).add(type));
  }
  const names = [...types].map(
    ([environment, used]) => `${environment} (${[...used].sort().join(', ')})`,
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
