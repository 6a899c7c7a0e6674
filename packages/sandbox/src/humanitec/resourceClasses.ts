import { z } from 'zod';
import { badRequest, conflict, notFound } from './errors';
import { timestamp } from './identifiers';
import { organizationRoute } from './route';
import { ResourceClass } from './records';
import { Organization } from './state';

const description = z.string().max(1024);

export const resourceClassRoutes = [
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/resources/classes',
    answer: ({ organization }) =>
      Response.json([...organization.resourceClasses.values()].map(toResponse)),
  }),
  organizationRoute({
    method: 'POST',
    path: '/orgs/{orgId}/resources/types/{typeId}/classes',
    body: z.object({
      id: z
        .string()
        .min(2)
        .max(63)
        .regex(/^[a-z0-9][a-z0-9-]*[a-z0-9]$/),
      description,
    }),
    answer: ({ organization, params, body, user, now }) => {
      if (!organization.resourceTypes.has(params.typeId)) {
        throw badRequest(`Resource Type "${params.typeId}" not found`);
      }
      const key = keyOf(params.typeId, body.id);
      if (organization.resourceClasses.has(key)) {
        throw conflict(`Resource Class "${key}" already exists`);
      }
      const created: ResourceClass = {
        ...body,
        resourceType: params.typeId,
        createdBy: user.id,
        createdAt: now,
      };
      organization.resourceClasses.set(key, created);
      return Response.json(toResponse(created));
    },
  }),
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/resources/types/{typeId}/classes/{classId}',
    answer: ({ organization, params }) =>
      Response.json(toResponse(find(organization, params))),
  }),
  organizationRoute({
    method: 'PATCH',
    path: '/orgs/{orgId}/resources/types/{typeId}/classes/{classId}',
    body: z.object({ description }),
    bodyError: 422,
    answer: ({ organization, params, body }) => {
      const known = find(organization, params);
      known.description = body.description;
      return Response.json(toResponse(known));
    },
  }),
  organizationRoute({
    method: 'DELETE',
    path: '/orgs/{orgId}/resources/types/{typeId}/classes/{classId}',
    answer: ({ organization, params }) => {
      const { resourceType, id } = find(organization, params);
      organization.resourceClasses.delete(keyOf(resourceType, id));
      return new Response(null, { status: 204 });
    },
  }),
];

function find(
  organization: Organization,
  { typeId, classId }: { typeId: string; classId: string },
): ResourceClass {
  const key = keyOf(typeId, classId);
  const known = organization.resourceClasses.get(key);
  if (!known) throw notFound(`Resource Class "${key}"`);
  return known;
}

function keyOf(type: string, id: string) {
  return `${type}/${id}`;
}

function toResponse(known: ResourceClass) {
  return {
    id: known.id,
    resource_type: known.resourceType,
    description: known.description,
    created_by: known.createdBy,
    created_at: timestamp(known.createdAt),
  };
}
