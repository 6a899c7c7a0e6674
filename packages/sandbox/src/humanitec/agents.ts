import { z } from 'zod';
import { conflict, notFound } from './errors';
import { entityId, timestamp } from './identifiers';
import { expiryOf, fingerprintOf, PublicKeyRecord } from './publicKey';
import { organizationRoute, OrganizationCall } from './route';
import { Agent } from './records';
import { Organization } from './state';

export const agentRoutes = [
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/agents',
    answer: ({ organization, query }) => {
      const fingerprint = query.get('fingerprint');
      return Response.json(
        [...organization.agents.values()]
          .filter(({ keys }) => fingerprint === null || keys.has(fingerprint))
          .map(toResponse),
      );
    },
  }),
  organizationRoute({
    method: 'POST',
    path: '/orgs/{orgId}/agents',
    body: z.object({
      id: entityId,
      public_key: z.string(),
      description: z.string().default(''),
    }),
    answer: call => {
      const { organization, body, user, now } = call;
      const key = newKey(call);
      if (organization.agents.has(body.id)) {
        throw conflict(`Agent "${body.id}" already exists`);
      }
      const agent: Agent = {
        id: body.id,
        description: body.description,
        createdBy: user.id,
        createdAt: now,
        keys: new Map([[key.fingerprint, key]]),
      };
      organization.agents.set(agent.id, agent);
      return Response.json(toResponse(agent));
    },
  }),
  organizationRoute({
    method: 'PATCH',
    path: '/orgs/{orgId}/agents/{agentId}',
    body: z.object({ description: z.string() }),
    answer: ({ organization, params, body }) => {
      const agent = find(organization, params.agentId);
      agent.description = body.description;
      return Response.json(toResponse(agent));
    },
  }),
  organizationRoute({
    method: 'DELETE',
    path: '/orgs/{orgId}/agents/{agentId}',
    answer: ({ organization, params }) => {
      organization.agents.delete(find(organization, params.agentId).id);
      return new Response(null, { status: 204 });
    },
  }),
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/agents/{agentId}/keys',
    answer: ({ organization, params }) => {
      const { keys } = find(organization, params.agentId);
      return Response.json([...keys.values()].map(toKeyResponse));
    },
  }),
  organizationRoute({
    method: 'POST',
    path: '/orgs/{orgId}/agents/{agentId}/keys',
    body: z.object({ public_key: z.string() }),
    answer: call => {
      const agent = find(call.organization, call.params.agentId);
      const key = newKey(call);
      agent.keys.set(key.fingerprint, key);
      return Response.json(toKeyResponse(key));
    },
  }),
  organizationRoute({
    method: 'DELETE',
    path: '/orgs/{orgId}/agents/{agentId}/keys/{fingerprint}',
    answer: ({ organization, params }) => {
      const { keys } = find(organization, params.agentId);
      if (!keys.delete(params.fingerprint)) {
        throw notFound(`Key "${params.fingerprint}"`);
      }
      return new Response(null, { status: 204 });
    },
  }),
];

function find(organization: Organization, id: string): Agent {
  const agent = organization.agents.get(id);
  if (!agent) throw notFound(`Agent "${id}"`);
  return agent;
}

/** A key belongs to one agent only. */
function newKey({
  world,
  organization,
  body,
  user,
  now,
}: OrganizationCall<string, { public_key: string }>): PublicKeyRecord {
  const fingerprint = fingerprintOf(body.public_key);
  const owner = world.humanitec.agentByFingerprint(
    organization.id,
    fingerprint,
  );
  if (owner) throw conflict(`Agent "${owner.id}" already has this key`);
  return {
    fingerprint,
    publicKey: body.public_key,
    createdBy: user.id,
    createdAt: now,
  };
}

function toResponse({ id, description, createdBy, createdAt }: Agent) {
  return {
    id,
    description,
    created_by: createdBy,
    created_at: timestamp(createdAt),
  };
}

function toKeyResponse(key: PublicKeyRecord) {
  return {
    fingerprint: key.fingerprint,
    public_key: key.publicKey,
    created_by: key.createdBy,
    created_at: timestamp(key.createdAt),
    expired_at: timestamp(expiryOf(key)),
    is_authorized: !key.revoked,
  };
}
