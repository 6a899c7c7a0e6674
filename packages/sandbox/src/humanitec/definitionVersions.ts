// The history of a definition: every change makes a version, one of which is active.
import { z } from 'zod';
import { badRequest, notFound } from './errors';
import { inputsResponse } from './driverInputs';
import { timestamp } from './identifiers';
import { page } from './paging';
import { isSet, organizationRoute, OrganizationCall } from './route';
import { Definition, DefinitionVersion } from './records';
import { Organization } from './state';

/** So many are kept, besides those that an active resource uses. */
const keptVersions = 50;

export const definitionVersionRoutes = [
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/resources/defs/{defId}/versions',
    answer: call => {
      const { organization, query } = call;
      const definition = find(call, isSet(query, 'deleted'));
      const versions = kept(organization, definition).reverse();
      return page(call, versions, version =>
        toResponse(organization, definition, version),
      );
    },
  }),
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/resources/defs/{defId}/versions/{defVersionId}',
    answer: call => {
      const definition = find(call, isSet(call.query, 'deleted'));
      const version = findVersion(call, definition);
      return Response.json(toResponse(call.organization, definition, version));
    },
  }),
  organizationRoute({
    method: 'POST',
    path: '/orgs/{orgId}/resources/defs/{defId}/versions/{defVersionId}/actions/archive',
    body: z.object({ archived: z.boolean().default(true) }),
    answer: call => {
      const definition = find(call, false);
      const version = findVersion(call, definition);
      if (version === definition.active && call.body.archived) {
        throw badRequest('The active version cannot be archived');
      }
      version.archived = call.body.archived;
      return new Response(null, { status: 204 });
    },
  }),
  organizationRoute({
    method: 'POST',
    path: '/orgs/{orgId}/resources/defs/{defId}/versions/{defVersionId}/actions/promote',
    answer: call => {
      const definition = find(call, false);
      const version = findVersion(call, definition);
      if (version.archived) {
        throw badRequest('An archived version cannot be promoted');
      }
      version.proposed = false;
      definition.active = version;
      return new Response(null, { status: 204 });
    },
  }),
];

function kept(organization: Organization, definition: Definition) {
  const used = new Set(
    organization.activeResources.map(({ versionId }) => versionId),
  );
  const { versions, active } = definition;
  return versions.filter(
    (version, index) =>
      versions.length - index <= keptVersions ||
      version === active ||
      used.has(version.id),
  );
}

type DefinitionCall = OrganizationCall<'{defId}', unknown>;

function find({ organization, params }: DefinitionCall, withDeleted: boolean) {
  const definition = withDeleted
    ? organization.definitions.get(params.defId)
    : organization.definition(params.defId);
  if (!definition) throw notFound(`Resource Definition "${params.defId}"`);
  return definition;
}

function findVersion(
  { organization, params }: OrganizationCall<'{defId}{defVersionId}', unknown>,
  definition: Definition,
) {
  const version = kept(organization, definition).find(
    ({ id }) => id === params.defVersionId,
  );
  if (!version) {
    throw notFound(`Resource Definition Version "${params.defVersionId}"`);
  }
  return version;
}

function toResponse(
  organization: Organization,
  definition: Definition,
  version: DefinitionVersion,
) {
  return {
    org_id: organization.id,
    id: version.id,
    def_id: definition.id,
    name: version.name,
    type: definition.type,
    driver_type: version.driverType,
    driver_account: version.driverAccount ?? '',
    driver_inputs: inputsResponse(version.driverInputs ?? {}),
    in_place_driver_change: version.inPlaceDriverChange,
    provision: version.provision ?? {},
    action: version.action,
    archived: version.archived,
    active: version === definition.active,
    proposed: version.proposed,
    created_at: timestamp(version.createdAt),
    created_by: version.createdBy,
  };
}
