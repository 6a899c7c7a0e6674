// Single writes to a definition, with what their refusals mean.
import { organizationMode } from '../directMode/organizationMode';
import type { Systems } from '../systems';
import { CriterionTaken, readCriterionOwner } from './criterionOwner';
import {
  definitionPatch,
  definitionReplacement,
  withoutNulls,
} from './definitionChange';
import { HumanitecError } from './humanitecError';
import { criterionText, writtenCriterion } from './matchingCriteria';
import { referencesText } from './references';
import type {
  ActiveResource,
  Definition,
  DefinitionCriterion,
  NewCriterion,
  NewDefinition,
} from './schemas';

/** @throws Error when Humanitec keeps the ID for a definition that was deleted */
export async function createDefinition(
  { id, name, type, driver_type, driver_account, driver_inputs }: NewDefinition,
  { humanitec }: Systems,
) {
  const values = withoutNulls(driver_inputs.values);
  try {
    await humanitec.createDefinition({
      id,
      name,
      type,
      driver_type,
      driver_account,
      driver_inputs: { ...driver_inputs, values },
    });
  } catch (error) {
    if (!isTaken(error)) throw error;
    const holder = await humanitec.findDefinition(id, { deleted: 'true' });
    if (!holder?.is_deleted) throw error;
    throw new Error(
      `definition ${id} was deleted, and Humanitec does not give its ID out again; choose another one`,
    );
  }
}

/**
 * Patches what differs; replaces the whole where the driver does.
 *
 * @throws Error when another driver would delete what environments use
 */
export async function changeDefinition(
  wanted: NewDefinition,
  found: Definition,
  { humanitec }: Systems,
) {
  if (wanted.driver_type === found.driver_type) {
    await humanitec.updateDefinition(found.id, definitionPatch(wanted, found));
    return;
  }
  const replacement = definitionReplacement(wanted, found);
  const used = (await isChangedInPlace(found, humanitec))
    ? []
    : await humanitec.listActiveResources(found.id);
  if (used.length > 0) {
    throw new Error(
      `definition ${found.id} has the driver ${
        found.driver_type
      }, and a change to ${
        wanted.driver_type
      } would delete what it has provisioned for ${environmentsText(
        used,
      )}; deploy these elsewhere first, or choose another ID`,
    );
  }
  await humanitec.replaceDefinition(found.id, replacement);
}

/** The flag is for the Operator, so it says nothing in Legacy mode (OpenAPI, in_place_driver_change). */
async function isChangedInPlace(
  { in_place_driver_change: inPlace }: Definition,
  humanitec: Systems['humanitec'],
): Promise<boolean> {
  return (
    inPlace === true && (await organizationMode(humanitec)).name === 'direct'
  );
}

/** @throws CriterionTaken with the definition that has the rule */
export async function addCriterion(
  wanted: Pick<NewDefinition, 'id' | 'type'>,
  rule: NewCriterion,
  { humanitec }: Systems,
) {
  try {
    await humanitec.addCriterion(wanted.id, rule);
  } catch (error) {
    if (!isTaken(error)) throw error;
    const owner = await readCriterionOwner(humanitec, wanted.type, rule);
    // After a broken connection the rule may be ours already.
    if (owner?.id === wanted.id && !owner.is_deleted) return;
    throw new CriterionTaken(rule, wanted.type, owner);
  }
}

/**
 * Takes one rule from a definition; gone already is as good.
 *
 * @throws Error that names the environments which would move
 */
export async function dropCriterion(
  definitionId: string,
  rule: DefinitionCriterion,
  { humanitec, did }: Systems,
): Promise<void> {
  const text = criterionText(writtenCriterion(rule));
  try {
    await humanitec.removeCriterion(definitionId, rule.id);
  } catch (error) {
    if (!(error instanceof HumanitecError && error.references)) throw error;
    throw new Error(
      `the matching rule "${text}" of definition ${definitionId} cannot go: it is still in use by ${referencesText(
        error.references,
      )}; give these environments another rule and deploy them first`,
    );
  }
  did(`Definition ${definitionId} no longer matches ${text}.`);
}

/** How many environments an error names. */
const NAMED = 5;

/** `shop/production, billing/production and 3 more`. */
export function environmentsText(resources: ActiveResource[]): string {
  const names = [
    ...new Set(resources.map(({ app_id, env_id }) => `${app_id}/${env_id}`)),
  ];
  const more = names.length - NAMED;
  return more > 0
    ? `${names.slice(0, NAMED).join(', ')} and ${more} more`
    : names.join(', ');
}

function isTaken(error: unknown): boolean {
  return error instanceof HumanitecError && error.httpStatus === 409;
}
