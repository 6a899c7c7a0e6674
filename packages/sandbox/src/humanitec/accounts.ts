// Cloud accounts: the credentials with which Humanitec reaches AWS. They are never given out again.
import { z } from 'zod';
import { World } from '../world';
import { findAccountType } from './accountTypes';
import { activeResourceResponse } from './activeResources';
import { checkCredential } from './credentialCheck';
import { definitionResponse } from './definitionResponse';
import { badRequest, conflict, notFound } from './errors';
import { shortEntityId, timestamp } from './identifiers';
import { isSet, organizationRoute } from './route';
import { schemaError } from './schema';
import { Account } from './records';
import { Organization } from './state';

const credentials = z.record(z.string(), z.unknown());
const unlessDryRun = (query: URLSearchParams) => !isSet(query, 'dry_run');

export const accountRoutes = [
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/resources/accounts',
    answer: ({ organization }) =>
      Response.json(
        [...organization.accounts.values()].map(account =>
          toResponse(organization, account),
        ),
      ),
  }),
  organizationRoute({
    method: 'POST',
    path: '/orgs/{orgId}/resources/accounts',
    body: z.object({
      id: shortEntityId,
      name: z.string().min(1),
      type: z.string(),
      credentials,
    }),
    write: unlessDryRun,
    answer: ({ world, organization, body, query, user, now }) => {
      const account = { ...body, createdBy: user.id, createdAt: now };
      checkShape(account);
      if (organization.accounts.has(account.id)) {
        throw conflict(`Resource Account "${account.id}" already exists`);
      }
      return store(world, organization, account, query);
    },
  }),
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/resources/accounts/{accId}',
    answer: ({ organization, params }) =>
      Response.json(toResponse(organization, find(organization, params.accId))),
  }),
  organizationRoute({
    method: 'PATCH',
    path: '/orgs/{orgId}/resources/accounts/{accId}',
    body: z.object({
      name: z.string().min(1).nullish(),
      credentials: credentials.nullish(),
    }),
    write: unlessDryRun,
    answer: ({ world, organization, params, body, query }) => {
      const before = find(organization, params.accId);
      const account = {
        ...before,
        name: body.name ?? before.name,
        credentials: body.credentials ?? before.credentials,
      };
      checkShape(account);
      return store(world, organization, account, query);
    },
  }),
  organizationRoute({
    method: 'DELETE',
    path: '/orgs/{orgId}/resources/accounts/{accId}',
    answer: ({ organization, params }) => {
      const { id } = find(organization, params.accId);
      refuseWhileUsed(organization, id);
      organization.accounts.delete(id);
      return new Response(null, { status: 204 });
    },
  }),
  organizationRoute({
    method: 'POST',
    path: '/orgs/{orgId}/resources/accounts/{accId}/actions/check',
    write: () => false,
    answer: ({ world, organization, params }) => {
      const account = organization.accounts.get(params.accId);
      // The operation documents no 404.
      if (!account) {
        throw badRequest(`Resource Account "${params.accId}" not found`);
      }
      return Response.json({
        identity_fields: checkCredential(world, organization.id, account),
        warnings: [],
      });
    },
  }),
];

function find(organization: Organization, id: string): Account {
  const account = organization.accounts.get(id);
  if (!account) throw notFound(`Resource Account "${id}"`);
  return account;
}

/** @throws HumanitecError 400 for an unknown type, or credentials that are not of that type */
function checkShape(account: Account) {
  const type = findAccountType(account.type);
  if (!type) {
    throw badRequest(`Resource Account Type "${account.type}" not found`);
  }
  const error = schemaError(type.inputsSchema, account.credentials);
  if (error) throw badRequest(`credentials: ${error}`);
}

function store(
  world: World,
  organization: Organization,
  account: Account,
  query: URLSearchParams,
): Response {
  if (isSet(query, 'check_credential')) {
    checkCredential(world, organization.id, account);
  }
  if (isSet(query, 'dry_run')) return new Response(null, { status: 204 });
  organization.accounts.set(account.id, account);
  return Response.json(toResponse(organization, account));
}

function referencesTo(organization: Organization, id: string) {
  return {
    definitions: [...organization.definitions.values()].filter(
      ({ deleted, active }) => !deleted && active.driverAccount === id,
    ),
    resources: organization.activeResources.filter(
      ({ driverAccount }) => driverAccount === id,
    ),
  };
}

function refuseWhileUsed(organization: Organization, id: string) {
  const { definitions, resources } = referencesTo(organization, id);
  if (definitions.length === 0 && resources.length === 0) return;
  const details = {
    referencing_resources: {
      resource_definitions: definitions.map(definition =>
        definitionResponse(organization, definition),
      ),
      active_resources: resources.map(resource =>
        activeResourceResponse(organization, resource),
      ),
    },
  };
  throw badRequest(`Resource Account "${id}" is in use`, details);
}

function toResponse(organization: Organization, account: Account) {
  const { definitions, resources } = referencesTo(organization, account.id);
  return {
    id: account.id,
    name: account.name,
    type: account.type,
    is_used: definitions.length > 0 || resources.length > 0,
    created_by: account.createdBy,
    created_at: timestamp(account.createdAt),
  };
}
