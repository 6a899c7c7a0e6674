// Matching criteria. The same rule stands at most once among all definitions of a resource type.
import { z } from 'zod';
import { resourcesMovedBy } from './activeResources';
import { conflict, notFound } from './errors';
import { newId } from './identifiers';
import { sameRule } from './matching';
import { isSet, organizationRoute } from './route';
import { Criterion, Definition } from './records';
import { Organization } from './state';

// An empty element says as little as one that is left out.
const element = z
  .string()
  .nullish()
  .transform(text => text || undefined);

export const criterionSchema = z.object({
  class: z
    .string()
    .nullish()
    .transform(text => text || 'default'),
  env_type: element,
  app_id: element,
  env_id: element,
  res_id: element,
});

type Rule = z.output<typeof criterionSchema>;

export const criteriaRoutes = [
  organizationRoute({
    method: 'POST',
    path: '/orgs/{orgId}/resources/defs/{defId}/criteria',
    body: criterionSchema,
    answer: ({ organization, params, body }) => {
      const definition = find(organization, params.defId);
      const [criterion] = makeCriteria(organization, definition.type, [body]);
      definition.criteria.push(criterion);
      return Response.json(criterion);
    },
  }),
  organizationRoute({
    method: 'PUT',
    path: '/orgs/{orgId}/resources/defs/{defId}/criteria',
    body: z.array(criterionSchema),
    answer: ({ organization, params, body }) => {
      const definition = find(organization, params.defId);
      definition.criteria = makeCriteria(
        organization,
        definition.type,
        body,
        definition,
      );
      return Response.json(definition.criteria);
    },
  }),
  organizationRoute({
    method: 'DELETE',
    path: '/orgs/{orgId}/resources/defs/{defId}/criteria/{criteriaId}',
    answer: ({ organization, params, query }) => {
      const definition = find(organization, params.defId);
      const kept = definition.criteria.filter(
        ({ id }) => id !== params.criteriaId,
      );
      if (kept.length === definition.criteria.length) {
        throw notFound(`Matching Criteria "${params.criteriaId}"`);
      }
      if (!isSet(query, 'force')) {
        const moved = resourcesMovedBy(organization, definition, {
          ...definition,
          criteria: kept,
        });
        // Not the usual envelope: what would come from where.
        if (moved.length > 0) return Response.json(moved, { status: 409 });
      }
      definition.criteria = kept;
      return new Response(null, { status: 204 });
    },
  }),
];

/**
 * @param replaced - the definition whose present criteria go; those that stay the same keep their IDs
 * @throws HumanitecError 409 when a definition of this type has one of the rules already
 */
export function makeCriteria(
  organization: Organization,
  type: string,
  rules: Rule[],
  replaced?: Definition,
): Criterion[] {
  const others = [...organization.definitions.values()].filter(
    other => other.type === type && !other.deleted && other !== replaced,
  );
  rules.forEach((rule, index) => {
    const owner = others.find(({ criteria }) =>
      criteria.some(criterion => sameRule(criterion, rule)),
    );
    if (owner) {
      throw conflict(
        `Matching Criteria already exists in Resource Definition "${owner.id}"`,
      );
    }
    if (rules.slice(0, index).some(before => sameRule(before, rule))) {
      throw conflict('Matching Criteria are given twice');
    }
  });
  return rules.map(rule => ({
    ...rule,
    id:
      replaced?.criteria.find(before => sameRule(before, rule))?.id ?? newId(),
  }));
}

function find(organization: Organization, id: string): Definition {
  const definition = organization.definition(id);
  if (!definition) throw notFound(`Resource Definition "${id}"`);
  return definition;
}
