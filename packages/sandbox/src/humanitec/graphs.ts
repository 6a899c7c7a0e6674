// Resource graphs: which definitions would provide these resources in an environment, and in what order.
import { z } from 'zod';
import { inputsResponse } from './driverInputs';
import { badRequest, notFound } from './errors';
import { findEnvironment } from './findEnvironment';
import { graphHash, resolveGraph } from './graph';
import { newId, timestamp } from './identifiers';
import { organizationRoute } from './route';
import { Graph, GraphNode } from './records';
import { Organization } from './state';

export const graphRoutes = [
  organizationRoute({
    method: 'POST',
    path: '/orgs/{orgId}/apps/{appId}/envs/{envId}/resources/graphs',
    role: 'deployer',
    body: z.array(
      z.object({
        id: z.string().min(1),
        type: z.string().min(1),
        class: z.string().default('default'),
        resource: z.record(z.string(), z.unknown()).nullish(),
      }),
    ),
    write: () => false,
    answer: ({ organization, params, body, now }) => {
      const environment = findEnvironment(organization, params);
      const { nodes, missing } = resolveGraph(
        organization,
        {
          app_id: params.appId,
          env_id: environment.id,
          env_type: environment.type,
        },
        body.map(({ id, type, class: className }) => ({
          type,
          class: className,
          resId: id,
        })),
      );
      const [first] = missing;
      if (first) {
        throw badRequest(
          `No Resource Definition matches ${first.type}.${first.class}#${first.resId}`,
        );
      }
      const graph = storeGraph(organization, nodes, now);
      return Response.json(toResponse(organization, graph));
    },
  }),
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/apps/{appId}/envs/{envId}/resources/graphs/{graphId}',
    answer: ({ organization, params }) => {
      const graph = organization.graphs.get(params.graphId);
      if (!graph) throw notFound(`Dependency Graph "${params.graphId}"`);
      return Response.json(toResponse(organization, graph));
    },
  }),
];

/** The graph with these nodes; there is one only. */
export function storeGraph(
  organization: Organization,
  nodes: GraphNode[],
  now: number,
): Graph {
  const hash = graphHash(nodes);
  const known = [...organization.graphs.values()].find(
    graph => graph.hash === hash,
  );
  const graph = known ?? {
    id: newId(),
    hash,
    nodes,
    createdAt: now,
    usedAt: now,
  };
  graph.usedAt = now;
  organization.graphs.set(graph.id, graph);
  return graph;
}

function toResponse(organization: Organization, graph: Graph) {
  return {
    id: graph.id,
    hash: graph.hash,
    nodes: graph.nodes.map(node => nodeResponse(organization, node)),
    created_at: timestamp(graph.createdAt),
    used_at: timestamp(graph.usedAt),
  };
}

function nodeResponse(organization: Organization, node: GraphNode) {
  const version = organization.definitions
    .get(node.definitionId)
    ?.versions.find(({ id }) => id === node.versionId);
  return {
    type: node.type,
    class: node.class,
    id: node.resId,
    guresid: node.guResId,
    def_id: node.definitionId,
    def_version_id: node.versionId,
    criteria_id: node.criterionId,
    depends_on: node.dependsOn,
    driver: inputsResponse(version?.driverInputs ?? {}),
    driver_type: version?.driverType ?? '',
    driver_account: version?.driverAccount,
    in_place_driver_change: version?.inPlaceDriverChange ?? false,
    resource: {},
    resource_schema:
      organization.resourceTypes.get(node.type)?.outputsSchema ?? {},
  };
}
