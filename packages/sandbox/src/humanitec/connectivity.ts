// Would a deployment to this environment reach its cluster?
import { z } from 'zod';
import { World } from '../world';
import { checkCluster, Condition } from './clusterCheck';
import {
  EnvironmentContext,
  implicitResources,
  ResolvedGraph,
  resolveGraph,
} from './graph';
import { organizationRoute } from './route';
import { GraphNode } from './records';
import { Organization } from './state';

export const connectivityRoutes = [
  organizationRoute({
    method: 'POST',
    path: '/orgs/{orgId}/runtime/actions/check-connectivity',
    role: 'deployer',
    body: z.object({
      app_id: z.string(),
      env_id: z.string(),
      env_type: z.string(),
      expected_definitions: z
        .array(z.object({ type: z.string(), id: z.string() }))
        .default([]),
    }),
    bodyError: 422,
    write: () => false,
    answer: ({ world, organization, body }) => {
      const { expected_definitions: expected, ...environment } = body;
      const { conditions, graph } = checkConnectivity(
        world,
        organization,
        environment,
        expected,
      );
      return Response.json({
        success: conditions.every(({ status }) => status === 'True'),
        conditions,
        resource_summaries: graph.nodes.map(node =>
          summary(organization, node),
        ),
      });
    },
  }),
];

/** The environment need not exist: only what would match it counts. */
export function checkConnectivity(
  world: World,
  organization: Organization,
  environment: EnvironmentContext,
  expected: { type: string; id: string }[] = [],
): { conditions: Condition[]; graph: ResolvedGraph } {
  const graph = resolveGraph(
    organization,
    environment,
    implicitResources.filter(({ type }) => type === 'k8s-cluster'),
  );
  const conditions = [
    resolved(graph),
    ...expected.map(one => asExpected(graph, one)),
  ];
  const definitionOf = (type: string) => {
    const node = graph.nodes.find(candidate => candidate.type === type);
    return node && organization.definition(node.definitionId);
  };
  const cluster = definitionOf('k8s-cluster');
  if (cluster) {
    conditions.push(
      ...checkCluster(world, organization, {
        cluster,
        agent: cluster.active.driverInputs?.secrets?.agent_url
          ? definitionOf('agent')
          : undefined,
        namespace: `${environment.app_id}-${environment.env_id}`,
      }),
    );
  }
  return { conditions, graph };
}

function resolved({ missing }: ResolvedGraph): Condition {
  const type = 'ResourcesResolved';
  if (missing.length === 0) {
    const message = 'a definition matches every resource';
    return { type, status: 'True', message };
  }
  const names = missing.map(
    resource => `${resource.type}.${resource.class}#${resource.resId}`,
  );
  return {
    type,
    status: 'False',
    message: `no definition matches ${names.join(', ')}`,
  };
}

function asExpected(
  { nodes }: ResolvedGraph,
  { type, id }: { type: string; id: string },
): Condition {
  const actual = nodes.filter(node => node.type === type);
  const met = actual.some(({ definitionId }) => definitionId === id);
  const found = actual.map(({ definitionId }) => `"${definitionId}"`);
  return {
    type: 'ExpectedDefinition',
    status: met ? 'True' : 'False',
    message: met
      ? `definition "${id}" provides the ${type}`
      : `${
          found.join(', ') || 'no definition'
        } provides the ${type}, not "${id}"`,
  };
}

function summary(organization: Organization, node: GraphNode) {
  return {
    type: node.type,
    class: node.class,
    res_id: node.resId,
    gu_res_id: node.guResId,
    def_id: node.definitionId,
    def_version_id: node.versionId,
    driver_type: organization.definition(node.definitionId)?.active.driverType,
    depends_on: node.dependsOn,
  };
}
