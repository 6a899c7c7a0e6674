// Resource definitions: which driver provides a resource, and with what inputs.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { resourcesMovedBy } from './activeResources';
import { criterionSchema, makeCriteria } from './criteria';
import { checkDefinition } from './definitionCheck';
import {
  changeContent,
  Content,
  mergeProvision,
  newVersion,
} from './definitionContent';
import { listDefinitions } from './definitionList';
import { definitionResponse } from './definitionResponse';
import { driverInputsSchema, mergeInputs, replaceInputs } from './driverInputs';
import { conflict, notFound } from './errors';
import { definitionId } from './identifiers';
import { Definition, DefinitionVersion } from './records';
import { isSet, organizationRoute, OrganizationCall } from './route';
import { Organization } from './state';

// null and an empty text count as left out.
const optionalText = z
  .string()
  .nullish()
  .transform(text => text || undefined);

const provisioned = z.object({
  is_dependent: z.boolean().default(false),
  match_dependents: z.boolean().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
});

const content = {
  driver_account: optionalText,
  driver_inputs: driverInputsSchema,
  in_place_driver_change: z.boolean().nullish(),
};

export const definitionRoutes = [
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/resources/defs',
    answer: ({ organization, query }) =>
      Response.json(
        listDefinitions(organization, query).map(definition =>
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
      provision: z.record(z.string(), provisioned).nullish(),
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
          provision: body.provision ?? undefined,
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
      provision: z.record(z.string(), provisioned).nullish(),
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
        provision: body.provision ?? undefined,
        inPlaceDriverChange: body.in_place_driver_change ?? false,
      });
    },
  }),
  organizationRoute({
    method: 'PATCH',
    path: '/orgs/{orgId}/resources/defs/{defId}',
    body: z.object({
      name: optionalText,
      provision: z.record(z.string(), provisioned.nullable()).nullish(),
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
        provision: mergeProvision(active.provision, body.provision),
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

function find(organization: Organization, id: string): Definition {
  const definition = organization.definition(id);
  if (!definition) throw notFound(`Resource Definition "${id}"`);
  return definition;
}

/** @throws HumanitecError 400 */
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
  const proposed = body.proposed ?? false;
  const before = definition.active;
  changeContent(organization, definition, fields, {
    proposed,
    by: user.id,
    now,
  });
  if (definition.active.driverType !== before.driverType) {
    deleteOfOldDriver(organization, definition, before, now);
  }
  return Response.json(definitionResponse(organization, definition));
}

/** What the driver before has provisioned goes, unless the Operator was told that the new one takes over. */
function deleteOfOldDriver(
  organization: Organization,
  { id }: Definition,
  { inPlaceDriverChange }: DefinitionVersion,
  now: number,
) {
  if (inPlaceDriverChange && !organization.isLegacyMode()) return;
  for (const resource of organization.activeResources) {
    if (resource.definitionId === id) {
      resource.status = 'deleting';
      resource.deletingSince ??= now;
    }
  }
}
