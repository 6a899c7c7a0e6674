// Users of an organization, and the tokens of its service users.
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { badRequest, conflict, forbidden, notFound } from './errors';
import { newId, timestamp } from './identifiers';
import { Call, organizationRoute, userRoute } from './route';
import { Role, roles, Token, User } from './records';
import { Organization } from './state';

export const userRoutes = [
  userRoute({
    method: 'GET',
    path: '/current-user',
    answer: ({ world, user }) =>
      Response.json({
        ...profile(user),
        properties: {},
        roles: rolesOf(user, [...world.humanitec.organizations.values()]),
      }),
  }),
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/users',
    answer: ({ world, organization }) =>
      Response.json(
        [...organization.members].flatMap(([id, role]) => {
          const user = world.humanitec.users.get(id);
          return user ? [{ ...profile(user), role }] : [];
        }),
      ),
  }),
  organizationRoute({
    method: 'POST',
    path: '/orgs/{orgId}/users',
    body: z.object({
      name: z.string().min(1),
      role: z.enum(roles),
      email: z.string().optional(),
    }),
    answer: ({ world, organization, body, now }) => {
      const user = addServiceUser(world.humanitec.users, body, now);
      organization.members.set(user.id, body.role);
      return Response.json(profile(user));
    },
  }),
  userRoute({
    method: 'GET',
    path: '/users/{userId}/tokens',
    answer: call => {
      const user = serviceUser(call);
      return Response.json([...user.tokens.values()].map(tokenInfo));
    },
  }),
  userRoute({
    method: 'POST',
    path: '/users/{userId}/tokens',
    body: z.object({
      id: z.string().min(1),
      type: z.literal('static'),
      description: z.string().default(''),
      expires_at: z.iso.datetime().optional(),
    }),
    answer: call => {
      const { body } = call;
      const user = serviceUser(call);
      if (user.type !== 'service') {
        throw badRequest('Only service users can have static tokens.');
      }
      if (user.tokens.has(body.id)) {
        throw conflict(`A token with id "${body.id}" already exists`);
      }
      const token: Token = {
        id: body.id,
        value: randomBytes(32).toString('base64url'),
        description: body.description,
        createdBy: call.user.id,
        createdAt: call.now,
        expiresAt: body.expires_at ? Date.parse(body.expires_at) : undefined,
      };
      user.tokens.set(token.id, token);
      return Response.json({ token: token.value, type: 'static' });
    },
  }),
  userRoute({
    method: 'DELETE',
    path: '/users/{userId}/tokens/{tokenId}',
    answer: call => {
      if (!serviceUser(call).tokens.delete(call.params.tokenId)) {
        throw notFound(`Token "${call.params.tokenId}"`);
      }
      return new Response(null, { status: 204 });
    },
  }),
];

/** Adds a user without tokens; the caller makes it a member of an organization. */
export function addServiceUser(
  users: Map<string, User>,
  { name, email, id = newId() }: { name: string; email?: string; id?: string },
  now: number,
): User {
  const user: User = {
    id,
    name,
    email,
    type: 'service',
    createdAt: now,
    tokens: new Map(),
  };
  users.set(user.id, user);
  return user;
}

/** The user whose tokens are asked for: oneself, or a member where one is administrator. */
function serviceUser({
  world,
  user,
  params,
}: Call<'/users/{userId}', unknown>): User {
  const target = world.humanitec.users.get(params.userId);
  const administers = [...world.humanitec.organizations.values()].some(
    ({ members }) =>
      members.get(user.id) === 'administrator' && members.has(params.userId),
  );
  if (!target || (target !== user && !administers)) {
    throw forbidden('No permission to see the tokens of this user.');
  }
  return target;
}

function rolesOf(user: User, organizations: Organization[]) {
  return Object.fromEntries(
    organizations.flatMap(({ id, members }): [string, Role][] => {
      const role = members.get(user.id);
      return role ? [[`/orgs/${id}`, role]] : [];
    }),
  );
}

function profile({ id, name, email, type, createdAt }: User) {
  return { id, name, email, type, created_at: timestamp(createdAt) };
}

function tokenInfo(token: Token) {
  return {
    id: token.id,
    type: 'static',
    description: token.description,
    created_by: token.createdBy,
    created_at: timestamp(token.createdAt),
    expires_at:
      token.expiresAt === undefined ? undefined : timestamp(token.expiresAt),
  };
}
