import { z } from 'zod';
import { deploymentResponse } from './deploymentResponse';
import { badRequest, conflict } from './errors';
import { findApplication, findEnvironment } from './findEnvironment';
import { shortEntityId, timestamp } from './identifiers';
import { organizationRoute, OrganizationCall } from './route';
import { Application, Environment } from './records';

export const environmentSchema = z.object({
  id: shortEntityId,
  name: z.string().min(1),
  type: z.string(),
});

export const environmentRoutes = [
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/apps/{appId}/envs',
    answer: ({ organization, params, now }) => {
      const { environments } = findApplication(organization, params.appId);
      return Response.json(
        [...environments.values()].map(environment =>
          toResponse(environment, now),
        ),
      );
    },
  }),
  organizationRoute({
    method: 'POST',
    path: '/orgs/{orgId}/apps/{appId}/envs',
    role: 'deployer',
    body: environmentSchema.extend({
      type: z.string().default('development'),
      from_deploy_id: z.string().optional(),
    }),
    answer: call => {
      const { organization, params, body, now } = call;
      const application = findApplication(organization, params.appId);
      if (application.environments.has(body.id)) {
        throw conflict(`Environment "${body.id}" already exists`);
      }
      if (
        body.from_deploy_id &&
        !hasDeployed(application, body.from_deploy_id)
      ) {
        throw badRequest(`Deployment "${body.from_deploy_id}" not found`);
      }
      const environment = newEnvironment(call, body);
      application.environments.set(environment.id, environment);
      return Response.json(toResponse(environment, now), { status: 201 });
    },
  }),
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/apps/{appId}/envs/{envId}',
    answer: ({ organization, params, now }) =>
      Response.json(toResponse(findEnvironment(organization, params), now)),
  }),
  organizationRoute({
    method: 'DELETE',
    path: '/orgs/{orgId}/apps/{appId}/envs/{envId}',
    role: 'deployer',
    answer: ({ organization, params, now }) => {
      const environment = findEnvironment(organization, params);
      const { environments } = findApplication(organization, params.appId);
      if (environments.size === 1) {
        throw badRequest('The last Environment cannot be deleted');
      }
      const provisioned = organization.activeResources.some(
        ({ appId, envId }) => appId === params.appId && envId === params.envId,
      );
      if (provisioned) {
        environment.deletingSince ??= now;
        return new Response(null, { status: 202 });
      }
      environments.delete(environment.id);
      return new Response(null, { status: 204 });
    },
  }),
];

/** @throws HumanitecError 400 when there is no such environment type */
export function newEnvironment(
  { organization, user, now }: OrganizationCall<string, unknown>,
  { id, name, type }: z.output<typeof environmentSchema>,
): Environment {
  if (!organization.environmentTypes.has(type)) {
    throw badRequest(`Environment Type "${type}" not found`);
  }
  return {
    id,
    name,
    type,
    createdBy: user.id,
    createdAt: now,
    deployments: [],
  };
}

function hasDeployed({ environments }: Application, deploymentId: string) {
  return [...environments.values()].some(({ deployments }) =>
    deployments.some(({ id }) => id === deploymentId),
  );
}

function toResponse(environment: Environment, now: number) {
  const { deletingSince } = environment;
  const last = environment.deployments.at(-1);
  const lastDeploy = last && deploymentResponse(environment, last, now);
  return {
    id: environment.id,
    name: environment.name,
    type: environment.type,
    created_by: environment.createdBy,
    created_at: timestamp(environment.createdAt),
    status: deletingSince === undefined ? 'active' : 'deleting',
    status_changed_at: timestamp(deletingSince ?? environment.createdAt),
    last_deploy: lastDeploy,
    from_deploy: lastDeploy,
  };
}
