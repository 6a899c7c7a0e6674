// From the resources that a deployment asks for to the definitions that provide them.
import { createHash } from 'node:crypto';
import { globalResourceId } from './identifiers';
import { bestMatch, Match } from './matching';
import {
  parseReference,
  referencesIn,
  ResourceReference,
} from './placeholders';
import { secretTexts } from './secrets';
import { Definition, GraphNode } from './records';
import { Organization } from './state';

export interface EnvironmentContext {
  app_id: string;
  env_id: string;
  env_type: string;
}

export interface RequestedResource {
  type: string;
  class: string;
  resId: string;
}

export interface ResolvedGraph {
  /** Each after those that it depends on. */
  nodes: GraphNode[];
  /** What no definition provides in this environment. */
  missing: RequestedResource[];
}

/** Every workload needs these two, without asking for them. */
export const implicitResources: RequestedResource[] = [
  { type: 'k8s-cluster', class: 'default', resId: 'k8s-cluster' },
  { type: 'k8s-namespace', class: 'default', resId: 'k8s-namespace' },
];

export function resolveGraph(
  organization: Organization,
  environment: EnvironmentContext,
  requested: RequestedResource[],
): ResolvedGraph {
  const nodes = new Map<string, GraphNode>();
  const missing: RequestedResource[] = [];
  const seen = new Set<string>();

  const visit = (resource: RequestedResource) => {
    const guResId = resourceIdOf(organization, environment, resource);
    if (seen.has(guResId)) return;
    seen.add(guResId);
    const match = bestMatch(organization.definitions.values(), resource.type, {
      ...environment,
      res_id: resource.resId,
      class: resource.class,
    });
    if (!match) {
      missing.push(resource);
      return;
    }
    const absolute = (reference: ResourceReference) => ({
      type: reference.type,
      class: reference.class,
      resId: reference.resId ?? resource.resId,
    });
    const needed = dependenciesOf(match.definition).map(absolute);
    needed.forEach(visit);
    nodes.set(guResId, {
      ...nodeOf(resource, guResId, match),
      dependsOn: needed.map(other =>
        resourceIdOf(organization, environment, other),
      ),
    });
    provisionedWith(match.definition).map(absolute).forEach(visit);
  };
  requested.forEach(visit);
  return { nodes: [...nodes.values()], missing };
}

/** The same for the same nodes, always. */
export function graphHash(nodes: GraphNode[]): string {
  return createHash('sha256').update(JSON.stringify(nodes)).digest('hex');
}

function dependenciesOf({ active }: Definition): ResourceReference[] {
  return referencesIn([
    active.driverInputs?.values ?? {},
    secretTexts(active.driverInputs?.secrets ?? {}),
  ]);
}

function provisionedWith({ active }: Definition): ResourceReference[] {
  return Object.keys(active.provision ?? {}).map(parseReference);
}

function resourceIdOf(
  organization: Organization,
  { app_id, env_id }: EnvironmentContext,
  { type, class: className, resId }: RequestedResource,
) {
  return globalResourceId(
    organization.id,
    app_id,
    env_id,
    type,
    className,
    resId,
  );
}

function nodeOf(
  resource: RequestedResource,
  guResId: string,
  { definition, criterion }: Match,
): Omit<GraphNode, 'dependsOn'> {
  return {
    ...resource,
    guResId,
    definitionId: definition.id,
    versionId: definition.active.id,
    criterionId: criterion.id,
  };
}
