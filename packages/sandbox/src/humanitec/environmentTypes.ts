import { z } from 'zod';
import { conflict, notFound } from './errors';
import { entityId } from './identifiers';
import { organizationRoute } from './route';
import { Organization } from './state';

export const environmentTypeRoutes = [
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/env-types',
    answer: ({ organization }) =>
      Response.json([...organization.environmentTypes.values()]),
  }),
  organizationRoute({
    method: 'POST',
    path: '/orgs/{orgId}/env-types',
    body: z.object({ id: entityId, description: z.string().default('') }),
    answer: ({ organization, body }) => {
      if (organization.environmentTypes.has(body.id)) {
        throw conflict(`Environment Type "${body.id}" already exists`);
      }
      organization.environmentTypes.set(body.id, body);
      return Response.json(body, { status: 201 });
    },
  }),
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/env-types/{envTypeId}',
    answer: ({ organization, params }) =>
      Response.json(find(organization, params.envTypeId)),
  }),
  organizationRoute({
    method: 'PATCH',
    path: '/orgs/{orgId}/env-types/{envTypeId}',
    body: z.object({ description: z.string().nullish() }),
    bodyError: 422,
    answer: ({ organization, params, body }) => {
      const type = find(organization, params.envTypeId);
      type.description = body.description ?? type.description;
      return Response.json(type);
    },
  }),
  organizationRoute({
    method: 'DELETE',
    path: '/orgs/{orgId}/env-types/{envTypeId}',
    answer: ({ organization, params }) => {
      const { id } = find(organization, params.envTypeId);
      const users = environmentsOf(organization, id);
      // Not the usual envelope: a list of what stands in the way.
      if (users.length > 0) return Response.json(users, { status: 409 });
      organization.environmentTypes.delete(id);
      return new Response(null, { status: 204 });
    },
  }),
];

function find(organization: Organization, id: string) {
  const type = organization.environmentTypes.get(id);
  if (!type) throw notFound(`Environment Type "${id}"`);
  return type;
}

function environmentsOf(organization: Organization, type: string) {
  return [...organization.applications.values()].flatMap(application =>
    [...application.environments.values()]
      .filter(environment => environment.type === type)
      .map(environment => ({
        app_id: application.id,
        env_id: environment.id,
      })),
  );
}
