import { timestamp } from './identifiers';
import { organizationRoute, userRoute } from './route';
import { Organization } from './state';

export const organizationRoutes = [
  userRoute({
    method: 'GET',
    path: '/orgs',
    answer: ({ world, user }) =>
      Response.json(
        [...world.humanitec.organizations.values()]
          .filter(({ members }) => members.has(user.id))
          .map(toResponse),
      ),
  }),
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}',
    answer: ({ organization }) => Response.json(toResponse(organization)),
  }),
];

function toResponse({ id, name, createdBy, createdAt }: Organization) {
  return {
    id,
    name,
    created_at: timestamp(createdAt),
    created_by: createdBy,
    trial_expires_at: null,
    logo: {},
  };
}
