import { z } from 'zod';
import { badRequest, conflict, notFound } from './errors';
import { entityId, timestamp } from './identifiers';
import { organizationRoute } from './route';
import { SecretStore } from './records';
import { Organization } from './state';

const optionalText = z.string().optional();

// `auth` is taken and dropped: it is never given out again, and nothing here signs in with it.
const specifications = {
  awssm: z.object({ region: optionalText, endpoint: optionalText }).optional(),
  azurekv: z.object({ tenant_id: optionalText, url: optionalText }).optional(),
  gcpsm: z.object({ project_id: optionalText }).optional(),
  vault: z
    .object({ url: optionalText, path: optionalText, agent_id: optionalText })
    .optional(),
};

type Kind = keyof typeof specifications;
const kinds: Kind[] = ['awssm', 'azurekv', 'gcpsm', 'vault'];

export const secretStoreRoutes = [
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/secretstores',
    answer: ({ organization }) =>
      Response.json([...organization.secretStores.values()].map(toResponse)),
  }),
  organizationRoute({
    method: 'POST',
    path: '/orgs/{orgId}/secretstores',
    body: z.object({ id: entityId, primary: z.boolean(), ...specifications }),
    answer: ({ organization, body, user, now }) => {
      const given = kinds.filter(kind => body[kind] !== undefined);
      if (given.length !== 1) {
        throw badRequest(`Exactly one of ${kinds.join(', ')} is required`);
      }
      if (organization.secretStores.has(body.id)) {
        throw conflict(`Secret Store "${body.id}" already exists`);
      }
      const [kind] = given;
      const store: SecretStore = {
        id: body.id,
        primary: false,
        kind,
        specification: body[kind] ?? {},
        createdBy: user.id,
        createdAt: now,
        updatedBy: user.id,
        updatedAt: now,
      };
      organization.secretStores.set(store.id, store);
      if (body.primary) makePrimary(organization, store);
      return Response.json(toResponse(store), { status: 201 });
    },
  }),
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/secretstores/{storeId}',
    answer: ({ organization, params }) =>
      Response.json(toResponse(find(organization, params.storeId))),
  }),
  organizationRoute({
    method: 'PATCH',
    path: '/orgs/{orgId}/secretstores/{storeId}',
    body: z.object({ primary: z.boolean().nullish(), ...specifications }),
    answer: ({ organization, params, body, user, now }) => {
      const store = find(organization, params.storeId);
      const other = kinds.find(
        kind => body[kind] !== undefined && kind !== store.kind,
      );
      if (other) {
        throw badRequest(`Secret Store "${store.id}" is of kind ${store.kind}`);
      }
      if (store.kind !== 'humanitec') {
        Object.assign(store.specification, body[store.kind]);
      }
      if (body.primary === true) makePrimary(organization, store);
      if (body.primary === false) store.primary = false;
      store.updatedBy = user.id;
      store.updatedAt = now;
      return Response.json(toResponse(store));
    },
  }),
  organizationRoute({
    method: 'DELETE',
    path: '/orgs/{orgId}/secretstores/{storeId}',
    answer: ({ organization, params }) => {
      organization.secretStores.delete(find(organization, params.storeId).id);
      return new Response(null, { status: 204 });
    },
  }),
];

function find(organization: Organization, id: string): SecretStore {
  const store = organization.secretStores.get(id);
  if (!store) throw notFound(`Secret Store "${id}"`);
  return store;
}

/** There is one primary store at most. */
function makePrimary(organization: Organization, store: SecretStore) {
  for (const other of organization.secretStores.values()) {
    other.primary = other === store;
  }
}

function toResponse(store: SecretStore) {
  return {
    id: store.id,
    primary: store.primary,
    [store.kind]: store.specification,
    created_by: store.createdBy,
    created_at: timestamp(store.createdAt),
    updated_by: store.updatedBy,
    updated_at: timestamp(store.updatedAt),
  };
}
