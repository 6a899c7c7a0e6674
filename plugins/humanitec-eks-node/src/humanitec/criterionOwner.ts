import type { Systems } from '../systems';
import {
  criterionText,
  sameCriterion,
  writtenCriterion,
} from './matchingCriteria';
import type { Definition, NewCriterion } from './schemas';

/** Another definition of the type has this rule: it must be unique in the organization. */
export class CriterionTaken extends Error {
  override name = 'CriterionTaken';

  constructor(rule: NewCriterion, type: string, owner: Definition | undefined) {
    super(
      `the matching rule "${criterionText(rule)}" belongs to ${ownerText(
        type,
        owner,
      )}`,
    );
  }
}

function ownerText(type: string, owner: Definition | undefined): string {
  const otherwise = 'make the rule more specific';
  if (!owner) {
    return `another ${type} definition, which Humanitec does not show; ${otherwise}`;
  }
  const named = `the ${type} definition ${owner.id}`;
  if (owner.is_deleted) {
    return `${named}, which is deleted and still holds it; ${otherwise}, or ask Humanitec to free it`;
  }
  if (owner.is_default) {
    return `${named}, which Humanitec provides; ${otherwise}, or remove it there`;
  }
  return `${named}; ${otherwise}, or remove it there`;
}

/** Who has a rule that Humanitec has just refused: a deleted definition only where no other has it. */
export async function readCriterionOwner(
  humanitec: Systems['humanitec'],
  type: string,
  rule: NewCriterion,
): Promise<Definition | undefined> {
  const definitions = await humanitec.listDefinitions({
    res_type: type,
    deleted: 'true',
  });
  const live = definitions.filter(({ is_deleted }) => !is_deleted);
  return holderOf(live, type, rule) ?? holderOf(definitions, type, rule);
}

function holderOf(
  definitions: Definition[],
  type: string,
  rule: NewCriterion,
): Definition | undefined {
  return definitions.find(
    definition =>
      definition.type === type &&
      definition.criteria?.some(other =>
        sameCriterion(rule, writtenCriterion(other)),
      ),
  );
}
