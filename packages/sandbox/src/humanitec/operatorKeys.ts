// Public keys that identify the Operators of an organization towards Humanitec's drivers.
import { z } from 'zod';
import { conflict, notFound } from './errors';
import { newId, timestamp } from './identifiers';
import { expiryOf, fingerprintOf } from './publicKey';
import { organizationRoute } from './route';
import { OperatorKey } from './records';
import { Organization } from './state';

export const operatorKeyRoutes = [
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/keys',
    answer: ({ organization, query }) => {
      const fingerprint = query.get('fingerprint');
      return Response.json(
        [...organization.operatorKeys.values()]
          .filter(
            key => fingerprint === null || key.fingerprint === fingerprint,
          )
          .map(toResponse),
      );
    },
  }),
  organizationRoute({
    method: 'POST',
    path: '/orgs/{orgId}/keys',
    // The body is the PEM text as a bare JSON string.
    body: z.string(),
    answer: ({ organization, body, user, now }) => {
      const fingerprint = fingerprintOf(body);
      const taken = [...organization.operatorKeys.values()].some(
        key => key.fingerprint === fingerprint,
      );
      if (taken) throw conflict('The key is already registered');
      const key: OperatorKey = {
        id: newId(),
        fingerprint,
        publicKey: body,
        createdBy: user.id,
        createdAt: now,
      };
      organization.operatorKeys.set(key.id, key);
      return Response.json(toResponse(key));
    },
  }),
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/keys/{keyId}',
    answer: ({ organization, params }) =>
      Response.json(toResponse(find(organization, params.keyId))),
  }),
  organizationRoute({
    method: 'DELETE',
    path: '/orgs/{orgId}/keys/{keyId}',
    answer: ({ organization, params }) => {
      organization.operatorKeys.delete(find(organization, params.keyId).id);
      return new Response(null, { status: 204 });
    },
  }),
];

function find(organization: Organization, id: string): OperatorKey {
  const key = organization.operatorKeys.get(id);
  if (!key) throw notFound(`Key "${id}"`);
  return key;
}

function toResponse(key: OperatorKey) {
  return {
    id: key.id,
    key: key.publicKey,
    fingerprint: key.fingerprint,
    created_by: key.createdBy,
    created_at: timestamp(key.createdAt),
    expired_at: timestamp(expiryOf(key)),
  };
}
