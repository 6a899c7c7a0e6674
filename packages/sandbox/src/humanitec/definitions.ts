// Resource definitions: which driver provides a resource, and with what inputs.
import { isDeepStrictEqual } from 'node:util';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { resourcesMovedBy } from './activeResources';
import { criterionSchema, makeCriteria } from './criteria';
import { checkDefinition } from './definitionCheck';
import {
  driverInputsSchema,
  inputsResponse,
  mergeInputs,
  replaceInputs,
} from './driverInputs';
import { conflict, notFound } from './errors';
import { definitionId, timestamp } from './identifiers';
import { Context, mayMatch, rank } from './matching';
import { isSet, organizationRoute, OrganizationCall } from './route';
import { Definition, DefinitionVersion, Organization } from './state';

// null and an empty text count as left out.
const optionalText = z
  .string()
  .nullish()
  .transform(text => text || undefined);

const provision = z
  .record(
    z.string(),
    z.object({
      is_dependent: z.boolean().default(false),
      match_dependents: z.boolean().optional(),
      params: z.record(z.string(), z.unknown()).optional(),
    }),
  )
  .nullish()
  .transform(given => given ?? undefined);

const content = {
  driver_account: optionalText,
  driver_inputs: driverInputsSchema,
  provision,
  in_place_driver_change: z.boolean().nullish(),
};

export const definitionRoutes = [
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/resources/defs',
    answer: ({ organization, query }) =>
      Response.json(
        list(organization, query).map(definition =>
          definitionResponse(organization, definition),
        ),
      ),
  }),
  organizationRoute({
    method: 'POST',
    path: '/orgs/{orgId}/resources/defs',
    body: z.object({
      id: definitionId,
      name: z.string().min(1),
      type: z.string().min(1),
      driver_type: z.string().min(1),
      criteria: z.array(criterionSchema).nullish(),
      ...content,
    }),
    answer: ({ organization, body, user, now }) => {
      const version = newVersion(
        {
          name: body.name,
          driverType: body.driver_type,
          driverAccount: body.driver_account,
          driverInputs: replaceInputs(body.driver_inputs, {
            organization,
            definitionId: body.id,
          }),
          provision: body.provision,
          inPlaceDriverChange: body.in_place_driver_change ?? false,
        },
        { action: 'created', createdBy: user.id, createdAt: now },
      );
      checkDefinition(organization, body.type, version);
      if (organization.definition(body.id)) {
        throw conflict(`Resource Definition "${body.id}" already exists`);
      }
      const definition: Definition = {
        id: body.id,
        type: body.type,
        versions: [version],
        active: version,
        criteria: makeCriteria(organization, body.type, body.criteria ?? []),
        createdBy: user.id,
        createdAt: now,
        isDefault: false,
        deleted: false,
      };
      organization.definitions.set(definition.id, definition);
      return Response.json(definitionResponse(organization, definition));
    },
  }),
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/resources/defs/{defId}',
    answer: ({ organization, params, query }) => {
      const definition = isSet(query, 'deleted')
        ? organization.definitions.get(params.defId)
        : organization.definition(params.defId);
      if (!definition) throw notFound(`Resource Definition "${params.defId}"`);
      return Response.json(definitionResponse(organization, definition));
    },
  }),
  organizationRoute({
    method: 'PUT',
    path: '/orgs/{orgId}/resources/defs/{defId}',
    body: z.object({
      name: z.string().min(1),
      driver_type: optionalText,
      proposed: z.boolean().nullish(),
      ...content,
    }),
    answer: call => {
      const { organization, body } = call;
      const definition = find(organization, call.params.defId);
      const { active } = definition;
      return change(call, definition, {
        name: body.name,
        driverType: body.driver_type ?? active.driverType,
        driverAccount: body.driver_account,
        driverInputs: replaceInputs(
          body.driver_inputs,
          { organization, definitionId: definition.id },
          active.driverInputs,
        ),
        provision: body.provision,
        inPlaceDriverChange: body.in_place_driver_change ?? false,
      });
    },
  }),
  organizationRoute({
    method: 'PATCH',
    path: '/orgs/{orgId}/resources/defs/{defId}',
    body: z.object({
      name: optionalText,
      proposed: z.boolean().nullish(),
      ...content,
    }),
    answer: call => {
      const { organization, body } = call;
      const definition = find(organization, call.params.defId);
      const { active } = definition;
      return change(call, definition, {
        name: body.name ?? active.name,
        driverType: active.driverType,
        driverAccount: body.driver_account ?? active.driverAccount,
        driverInputs: mergeInputs(
          body.driver_inputs,
          { organization, definitionId: definition.id },
          active.driverInputs,
        ),
        provision: body.provision
          ? { ...active.provision, ...body.provision }
          : active.provision,
        inPlaceDriverChange:
          body.in_place_driver_change ?? active.inPlaceDriverChange,
      });
    },
  }),
  organizationRoute({
    method: 'DELETE',
    path: '/orgs/{orgId}/resources/defs/{defId}',
    answer: ({ organization, params, query, user, now }) => {
      const definition = find(organization, params.defId);
      if (!isSet(query, 'force')) {
        const moved = resourcesMovedBy(organization, definition);
        // Not the usual envelope: what would come from where.
        if (moved.length > 0) return Response.json(moved, { status: 409 });
      }
      definition.deleted = true;
      definition.updatedBy = user.id;
      definition.updatedAt = now;
      definition.versions.push({
        ...definition.active,
        id: randomUUID(),
        action: 'deleted',
        createdBy: user.id,
        createdAt: now,
      });
      return new Response(null, { status: 204 });
    },
  }),
];

type Content = Pick<
  DefinitionVersion,
  | 'name'
  | 'driverType'
  | 'driverAccount'
  | 'driverInputs'
  | 'provision'
  | 'inPlaceDriverChange'
>;

/** A version with this content; it is up to the caller to make it the active one. */
export function newVersion(
  fields: Content,
  origin: Pick<DefinitionVersion, 'action' | 'createdBy' | 'createdAt'>,
): DefinitionVersion {
  return {
    ...fields,
    ...origin,
    id: randomUUID(),
    archived: false,
    proposed: false,
  };
}

/** A definition as the API shows it. */
export function definitionResponse(
  organization: Organization,
  { active, ...definition }: Definition,
) {
  return {
    org_id: organization.id,
    id: definition.id,
    name: active.name,
    type: definition.type,
    driver_type: active.driverType,
    driver_account: active.driverAccount,
    driver_inputs: active.driverInputs && inputsResponse(active.driverInputs),
    provision: active.provision,
    in_place_driver_change: active.inPlaceDriverChange,
    criteria: definition.criteria,
    is_default: definition.isDefault,
    is_deleted: definition.deleted,
    active_version_id: active.id,
    created_at: timestamp(definition.createdAt),
    created_by: definition.createdBy,
    updated_at:
      definition.updatedAt === undefined
        ? undefined
        : timestamp(definition.updatedAt),
    updated_by: definition.updatedBy,
  };
}

function find(organization: Organization, id: string): Definition {
  const definition = organization.definition(id);
  if (!definition) throw notFound(`Resource Definition "${id}"`);
  return definition;
}

/** Takes new content over, as a new version if it differs from the active one. */
function change(
  {
    organization,
    user,
    now,
    body,
  }: OrganizationCall<string, { proposed?: boolean | null }>,
  definition: Definition,
  fields: Content,
): Response {
  const before = definition.active;
  checkDefinition(organization, definition.type, fields);
  const version = newVersion(fields, {
    action: 'updated',
    createdBy: user.id,
    createdAt: now,
  });
  if (!isDeepStrictEqual(contentOf(before), contentOf(version))) {
    version.proposed = body.proposed ?? false;
    definition.versions.push(version);
    definition.updatedBy = user.id;
    definition.updatedAt = now;
    if (!version.proposed) definition.active = version;
  }
  return Response.json(definitionResponse(organization, definition));
}

function contentOf(version: DefinitionVersion): Content {
  return {
    name: version.name,
    driverType: version.driverType,
    driverAccount: version.driverAccount,
    driverInputs: version.driverInputs,
    provision: version.provision,
    inPlaceDriverChange: version.inPlaceDriverChange,
  };
}

/** Those that may match what the query says, by type, the most specific first. */
function list(organization: Organization, query: URLSearchParams) {
  const type = query.get('res_type');
  const known: Partial<Context> = {
    app_id: query.get('app') ?? undefined,
    env_id: query.get('env') ?? undefined,
    env_type: query.get('env_type') ?? undefined,
    res_id: query.get('res') ?? undefined,
    class: query.get('class') ?? undefined,
  };
  const inContext = Object.values(known).some(value => value !== undefined);
  const ranked = [...organization.definitions.values()]
    .filter(definition => !definition.deleted || isSet(query, 'deleted'))
    .filter(definition => type === null || definition.type === type)
    .map(definition => ({
      definition,
      ranks: definition.criteria
        .filter(criterion => mayMatch(criterion, known))
        .map(rank),
    }))
    .filter(({ ranks }) => !inContext || ranks.length > 0);
  return ranked
    .sort(
      (a, b) =>
        a.definition.type.localeCompare(b.definition.type) ||
        Math.max(-1, ...b.ranks) - Math.max(-1, ...a.ranks),
    )
    .map(({ definition }) => definition);
}
