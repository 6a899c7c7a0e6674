import { z } from 'zod';
import { environmentSchema, newEnvironment } from './environments';
import { conflict } from './errors';
import { findApplication } from './findEnvironment';
import { shortEntityId, timestamp } from './identifiers';
import { organizationRoute } from './route';
import { Application } from './records';
import { Organization } from './state';

const firstEnvironment = {
  id: 'development',
  name: 'Development',
  type: 'development',
};

export const applicationRoutes = [
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/apps',
    answer: ({ organization }) =>
      Response.json(
        [...organization.applications.values()].map(application =>
          toResponse(organization, application),
        ),
      ),
  }),
  organizationRoute({
    method: 'POST',
    path: '/orgs/{orgId}/apps',
    role: 'creator',
    body: z.object({
      id: shortEntityId,
      name: z.string().min(1),
      env: environmentSchema.optional(),
      skip_environment_creation: z.boolean().default(false),
    }),
    answer: call => {
      const { organization, body, user, now } = call;
      if (organization.applications.has(body.id)) {
        throw conflict(`Application "${body.id}" already exists`);
      }
      const application: Application = {
        id: body.id,
        name: body.name,
        createdBy: user.id,
        createdAt: now,
        environments: new Map(),
      };
      if (!body.skip_environment_creation) {
        const environment = newEnvironment(call, body.env ?? firstEnvironment);
        application.environments.set(environment.id, environment);
      }
      organization.applications.set(application.id, application);
      return Response.json(toResponse(organization, application), {
        status: 201,
      });
    },
  }),
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/apps/{appId}',
    answer: ({ organization, params }) =>
      Response.json(
        toResponse(organization, findApplication(organization, params.appId)),
      ),
  }),
  organizationRoute({
    method: 'DELETE',
    path: '/orgs/{orgId}/apps/{appId}',
    role: 'creator',
    answer: ({ organization, params, now }) => {
      const application = findApplication(organization, params.appId);
      const provisioned = organization.activeResources.some(
        ({ appId }) => appId === application.id,
      );
      if (provisioned) {
        application.deletingSince ??= now;
        return new Response(null, { status: 202 });
      }
      organization.applications.delete(application.id);
      return new Response(null, { status: 204 });
    },
  }),
];

function toResponse(organization: Organization, application: Application) {
  const { deletingSince } = application;
  return {
    id: application.id,
    name: application.name,
    org_id: organization.id,
    envs: [...application.environments.values()].map(({ id, name, type }) => ({
      id,
      name,
      type,
    })),
    created_by: application.createdBy,
    created_at: timestamp(application.createdAt),
    status: deletingSince === undefined ? 'active' : 'deleting',
    status_changed_at: timestamp(deletingSince ?? application.createdAt),
  };
}
