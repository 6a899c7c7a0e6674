// The end of a deployment: what it has provisioned, or why it has failed.
import { World } from '../world';
import { checkConnectivity } from './connectivity';
import { deploymentSeconds } from './deploymentResponse';
import {
  EnvironmentContext,
  implicitResources,
  RequestedResource,
  resolveGraph,
} from './graph';
import { storeGraph } from './graphs';
import {
  ActiveResource,
  Deployment,
  DeploymentError,
  Environment,
  GraphNode,
} from './records';
import { Organization } from './state';

const implicitTypes = new Set(implicitResources.map(({ type }) => type));

export function finishDeployment(
  world: World,
  organization: Organization,
  appId: string,
  environment: Environment,
  deployment: Deployment,
) {
  const context: EnvironmentContext = {
    app_id: appId,
    env_id: environment.id,
    env_type: environment.type,
  };
  const { nodes, missing } = resolveGraph(
    organization,
    context,
    implicitResources,
  );
  const { conditions } = checkConnectivity(world, organization, context);
  const errors = [
    ...missing.map(unmatchedResource),
    ...conditions
      .filter(({ status }) => status !== 'True')
      .map(({ type, message }) => resourceError('k8s-cluster', type, message)),
  ];
  const at = deployment.createdAt + deploymentSeconds.over * 1000;
  deployment.end = { at, errors };
  if (errors.length > 0) return;

  const explicit = nodes.filter(({ type }) => !implicitTypes.has(type));
  deployment.graphId = storeGraph(organization, explicit, at).id;
  provision(organization, context, nodes, deployment.id, at);
}

/** Why a deployment fails that needs a resource which nothing provides. */
export function unmatchedResource({
  type,
  class: className,
  resId,
}: RequestedResource): DeploymentError {
  return resourceError(
    resId,
    'No matching Resource Definition',
    `No Resource Definition matches ${type}.${className}#${resId}`,
  );
}

/** Makes these nodes the active resources of the environment; those of earlier deployments go. */
export function provision(
  organization: Organization,
  context: EnvironmentContext,
  nodes: GraphNode[],
  deploymentId: string,
  at: number,
) {
  organization.activeResources = [
    ...organization.activeResources.filter(
      ({ appId, envId }) =>
        appId !== context.app_id || envId !== context.env_id,
    ),
    ...nodes.flatMap(node =>
      activeResource(organization, context, node, deploymentId, at),
    ),
  ];
}

function activeResource(
  organization: Organization,
  context: EnvironmentContext,
  node: GraphNode,
  deploymentId: string,
  updatedAt: number,
): ActiveResource[] {
  const active = organization.definition(node.definitionId)?.active;
  if (!active) return [];
  return [
    {
      appId: context.app_id,
      envId: context.env_id,
      envType: context.env_type,
      type: node.type,
      class: node.class,
      resId: node.resId,
      guResId: node.guResId,
      definitionId: node.definitionId,
      versionId: node.versionId,
      criterionId: node.criterionId,
      driverType: active.driverType,
      driverAccount: active.driverAccount,
      deploymentId,
      status: 'active',
      values: active.driverInputs?.values ?? {},
      updatedAt,
    },
  ];
}

function resourceError(
  objectId: string,
  summary: string,
  message: string,
): DeploymentError {
  return {
    scope: 'resource',
    object_id: objectId,
    // Humanitec publishes no list of these.
    code: 'RES-000',
    summary,
    message,
    error_type: 'resource',
  };
}
