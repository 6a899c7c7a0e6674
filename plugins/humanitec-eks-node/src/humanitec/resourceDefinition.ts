import {
  BindingSpec,
  Change,
  FieldChange,
  humanitecMark,
} from 'backstage-plugin-humanitec-eks-common';
import { ownerByText } from '../binding/owner';
import { ownership } from '../binding/ownership';
import { newFields } from '../newFields';
import type { RenderedFile } from '../parts/part';
import type { Systems } from '../systems';
import { definitionDifferences, withoutNulls } from './definitionChange';
import {
  addCriterion,
  changeDefinition,
  createDefinition,
  dropCriterion,
  environmentsText,
} from './definitionWrites';
import { renderManifest } from './manifest';
import {
  criterionText,
  distinctCriteria,
  sameCriterion,
  writtenCriterion,
} from './matchingCriteria';
import type {
  Definition,
  DefinitionCriterion,
  NewCriterion,
  NewDefinition,
} from './schemas';

/** A resource definition as it should be; criteria only where they were asked for. */
export interface WantedDefinition extends NewDefinition {
  /** All rules that it should have; undefined leaves those that are there. */
  criteria?: NewCriterion[];
  /** Rules that are left alone although nobody asked for them. */
  keepsCriterion?: (rule: NewCriterion) => boolean;
}

/** A name with our mark behind it. */
export function markedName(spec: BindingSpec, name: string): string {
  return `${name} ${humanitecMark(spec)}`;
}

/** Does a Humanitec name or description carry the mark of this binding? */
export function carriesMark(spec: BindingSpec, text?: string | null): boolean {
  return ownerByText(spec, text) === 'us';
}

/** What must change about a definition and its criteria. */
export function planDefinition(
  spec: BindingSpec,
  wanted: WantedDefinition,
  found: Definition | undefined,
): Change[] {
  const subject = { kind: `${wanted.type} definition`, name: wanted.id };
  if (!found) {
    return [
      { action: 'create', ...subject, fields: definitionFields(wanted) },
      ...missingCriteria(wanted, undefined).map(rule =>
        criterionChange('create', wanted, rule),
      ),
    ];
  }
  if (found.type !== wanted.type) {
    return [
      {
        action: 'refuse',
        ...subject,
        reason: `a definition of type ${found.type} has this ID, and types cannot be changed; choose another ID`,
      },
    ];
  }
  const fields = definitionDifferences(wanted, found);
  const criteria = [
    ...missingCriteria(wanted, found).map(rule =>
      criterionChange('create', wanted, rule),
    ),
    ...surplusCriteria(wanted, found).map(rule =>
      criterionChange('delete', wanted, writtenCriterion(rule)),
    ),
  ];
  const definition = ownership({
    owner: ownerByText(spec, found.name),
    adopt: spec.adopt,
    subject,
    fields,
    unmarked: `a definition with this ID exists, and its name "${found.name}" does not carry our mark`,
    remedies: ['choose another ID'],
  });
  return definition.some(({ action }) => action === 'refuse')
    ? definition
    : [...definition, ...criteria];
}

/** Where the definition leads; its secrets are not shown. */
function definitionFields(wanted: WantedDefinition): FieldChange[] {
  const { driver_type, driver_account, driver_inputs: inputs } = wanted;
  return [
    ...newFields({ driver_type, driver_account }),
    ...newFields(withoutNulls(inputs.values), 'driver_inputs.values'),
    ...Object.keys(inputs.secrets ?? {}).map(
      key => ({ path: `driver_inputs.secrets.${key}`, hidden: true } as const),
    ),
  ];
}

function criterionChange(
  action: 'create' | 'delete',
  wanted: WantedDefinition,
  rule: NewCriterion,
): Change {
  return {
    action,
    kind: 'matching criteria',
    name: `${wanted.id}: ${criterionText(rule)}`,
  };
}

/** Would rules be added or taken away? */
export function criteriaDiffer(
  wanted: WantedDefinition,
  found: Definition | undefined,
): boolean {
  return (
    missingCriteria(wanted, found).length > 0 ||
    surplusCriteria(wanted, found).length > 0
  );
}

/** The rules that are asked for and not there. */
export function missingCriteria(
  wanted: WantedDefinition,
  found: Definition | undefined,
): NewCriterion[] {
  const there = (found?.criteria ?? []).map(writtenCriterion);
  return distinctCriteria(wanted.criteria ?? []).filter(
    rule => !there.some(other => sameCriterion(rule, other)),
  );
}

function surplusCriteria(
  { criteria, keepsCriterion }: WantedDefinition,
  found: Definition | undefined,
): DefinitionCriterion[] {
  if (!criteria) return [];
  return (found?.criteria ?? []).filter(live => {
    const rule = writtenCriterion(live);
    return (
      !criteria.some(other => sameCriterion(other, rule)) &&
      !keepsCriterion?.(rule)
    );
  });
}

/**
 * Makes the definition as wanted, then its criteria: new ones before surplus
 * ones go.
 *
 * @throws CriterionTaken; Error when environments depend on what would go
 */
export async function applyDefinition(
  wanted: WantedDefinition,
  found: Definition | undefined,
  systems: Systems,
): Promise<void> {
  const { did } = systems;
  if (!found) {
    await createDefinition(wanted, systems);
    did(`Created ${wanted.type} definition ${wanted.id}.`);
  } else if (definitionDifferences(wanted, found).length > 0) {
    await changeDefinition(wanted, found, systems);
    did(`Changed ${wanted.type} definition ${wanted.id}.`);
  }
  for (const rule of missingCriteria(wanted, found)) {
    await addCriterion(wanted, rule, systems);
    did(`Definition ${wanted.id} now matches ${criterionText(rule)}.`);
  }
  for (const rule of surplusCriteria(wanted, found)) {
    await dropCriterion(wanted.id, rule, systems);
  }
}

/**
 * Deletes a definition, if it carries our mark. Its criteria go first, so that
 * nothing new lands on it.
 *
 * @param options - `force` also takes away what environments still depend on
 * @throws Error that names the environments, before anything is touched
 */
export async function removeDefinition(
  spec: BindingSpec,
  found: Definition | undefined,
  { humanitec, did }: Systems,
  { force = false }: { force?: boolean } = {},
): Promise<void> {
  if (!found || !carriesMark(spec, found.name)) return;
  const used = force ? [] : await humanitec.listActiveResources(found.id);
  if (used.length > 0) {
    throw new Error(
      `definition ${found.id} still provides resources of ${environmentsText(
        used,
      )}; deploy these elsewhere or delete them first`,
    );
  }
  for (const rule of found.criteria ?? []) {
    await humanitec.removeCriterion(found.id, rule.id, force);
  }
  await humanitec.deleteDefinition(found.id, force);
  did(`Deleted ${found.type} definition ${found.id}.`);
}

/** A definition as a manifest for `humctl apply`. */
export function renderDefinition(
  path: string,
  wanted: WantedDefinition,
): RenderedFile {
  const { id, keepsCriterion: _keeps, driver_inputs, ...entity } = wanted;
  return renderManifest(path, 'Definition', id, {
    ...entity,
    driver_inputs: {
      ...driver_inputs,
      values: withoutNulls(driver_inputs.values),
    },
  });
}
