import {
  BindingSpec,
  Change,
  FieldChange,
  humanitecMark,
  parseHumanitecMark,
} from 'backstage-plugin-humanitec-eks-common';
import { stringify } from 'yaml';
import { ownership } from '../binding/ownership';
import type { RenderedFile } from '../parts/part';
import type { Systems } from '../systems';
import { missingFields } from '../missingFields';
import { HumanitecError } from './humanitecError';
import {
  criterionText,
  sameCriterion,
  writtenCriterion,
} from './matchingCriteria';
import type { Definition, NewCriterion, NewDefinition } from './schemas';

/** A resource definition as it should be; criteria only where they were asked for. */
export interface WantedDefinition extends NewDefinition {
  criteria?: NewCriterion[];
  /** Rules beyond those that are asked for do no harm. */
  moreCriteriaAreFine?: boolean;
}

/** A name with our mark behind it. */
export function markedName(spec: BindingSpec, name: string): string {
  return `${name} ${humanitecMark(spec)}`;
}

/** Does a Humanitec name or description carry the mark of this binding? */
export function carriesMark(spec: BindingSpec, text?: string | null): boolean {
  const mark = parseHumanitecMark(text ?? undefined);
  return (
    mark !== undefined &&
    mark.awsAccountId === spec.awsAccountId &&
    mark.region === spec.region &&
    mark.clusterName === spec.clusterName
  );
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
      { action: 'create', ...subject },
      ...(wanted.criteria ?? []).map(rule =>
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
  const ours = carriesMark(spec, found.name);
  const definition = ownership({
    ours,
    adopt: spec.adopt,
    subject,
    fields,
    foreign:
      'a definition with this ID exists and its name does not carry our mark; choose another ID',
  });
  return ours || spec.adopt ? [...definition, ...criteria] : definition;
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

function definitionDifferences(
  wanted: WantedDefinition,
  found: Definition,
): FieldChange[] {
  const { values, secrets } = wanted.driver_inputs;
  return [
    ...(wanted.name === found.name
      ? []
      : [{ path: 'name', from: found.name, to: wanted.name }]),
    ...missingFields(wanted.driver_type, found.driver_type, 'driver_type'),
    ...(wanted.driver_account
      ? missingFields(
          wanted.driver_account,
          found.driver_account ?? undefined,
          'driver_account',
        )
      : []),
    ...missingFields(
      values,
      found.driver_inputs?.values ?? {},
      'driver_inputs.values',
    ),
    ...missingSecrets(secrets ?? {}, found.driver_inputs?.secret_refs ?? {}),
  ];
}

/** Placeholders come back readable under `secret_refs.<key>.value`; anything else only as a reference. */
function missingSecrets(
  wanted: Record<string, unknown>,
  refs: Record<string, unknown>,
): FieldChange[] {
  return Object.entries(wanted).flatMap(([key, value]): FieldChange[] => {
    const ref = refs[key];
    const readable =
      typeof ref === 'object' && ref !== null && 'value' in ref
        ? ref.value
        : undefined;
    return readable === value
      ? []
      : [{ path: `driver_inputs.secrets.${key}`, hidden: true }];
  });
}

/** Would rules be added or taken away? */
export function criteriaDiffer(
  wanted: WantedDefinition,
  found: Definition | undefined,
): boolean {
  if (!found) return (wanted.criteria ?? []).length > 0;
  return (
    missingCriteria(wanted, found).length > 0 ||
    surplusCriteria(wanted, found).length > 0
  );
}

function missingCriteria(wanted: WantedDefinition, found: Definition) {
  const there = (found.criteria ?? []).map(writtenCriterion);
  return (wanted.criteria ?? []).filter(
    rule => !there.some(other => sameCriterion(rule, other)),
  );
}

function surplusCriteria(wanted: WantedDefinition, found: Definition) {
  if (!wanted.criteria || wanted.moreCriteriaAreFine) return [];
  return (found.criteria ?? []).filter(
    rule =>
      !wanted.criteria?.some(other =>
        sameCriterion(other, writtenCriterion(rule)),
      ),
  );
}

/** Makes the definition as wanted, then its criteria: new ones before surplus ones go. */
export async function applyDefinition(
  wanted: WantedDefinition,
  found: Definition | undefined,
  { humanitec, progress }: Systems,
): Promise<void> {
  const { criteria: _criteria, moreCriteriaAreFine: _more, ...body } = wanted;
  if (!found) {
    await humanitec.createDefinition(body);
    progress(`Created ${wanted.type} definition ${wanted.id}.`);
  } else if (definitionDifferences(wanted, found).length) {
    const { id, type: _type, ...patch } = body;
    await humanitec.updateDefinition(id, patch);
    progress(`Changed ${wanted.type} definition ${wanted.id}.`);
  }
  const there = found ?? { ...body, criteria: [] };
  for (const rule of missingCriteria(wanted, there)) {
    await addCriterion(humanitec, wanted, rule);
    progress(`Definition ${wanted.id} now matches ${criterionText(rule)}.`);
  }
  for (const rule of surplusCriteria(wanted, there)) {
    await humanitec.removeCriterion(wanted.id, rule.id);
    progress(
      `Definition ${wanted.id} no longer matches ${criterionText(
        writtenCriterion(rule),
      )}.`,
    );
  }
}

async function addCriterion(
  humanitec: Systems['humanitec'],
  wanted: WantedDefinition,
  rule: NewCriterion,
) {
  try {
    await humanitec.addCriterion(wanted.id, rule);
  } catch (error) {
    if (!(error instanceof HumanitecError) || error.httpStatus !== 409) {
      throw error;
    }
    const owner = await findCriterionOwner(humanitec, wanted.type, rule);
    // After a broken connection the rule may be ours already.
    if (owner === wanted.id) return;
    throw new CriterionTaken(criterionText(rule), wanted.type, owner);
  }
}

/** Another definition of the type has this rule: it must be unique in the organization. */
export class CriterionTaken extends Error {
  override name = 'CriterionTaken';

  constructor(rule: string, type: string, owner: string | undefined) {
    super(
      `the matching rule "${rule}" belongs to the ${type} definition ${
        owner ?? 'of somebody else'
      }; make the rule more specific, or remove it there`,
    );
  }
}

/** The definition of this type that has exactly this rule. */
export async function findCriterionOwner(
  humanitec: Systems['humanitec'],
  type: string,
  rule: NewCriterion,
): Promise<string | undefined> {
  const definitions = await humanitec.listDefinitions();
  return definitions.find(
    definition =>
      definition.type === type &&
      definition.criteria?.some(other =>
        sameCriterion(rule, writtenCriterion(other)),
      ),
  )?.id;
}

/** Deletes a definition, if it carries our mark. Its criteria go first, so that nothing new lands on it. */
export async function removeDefinition(
  spec: BindingSpec,
  found: Definition | undefined,
  { humanitec, progress }: Systems,
): Promise<void> {
  if (!found || !carriesMark(spec, found.name)) return;
  for (const rule of found.criteria ?? []) {
    await humanitec.removeCriterion(found.id, rule.id);
  }
  await humanitec.deleteDefinition(found.id);
  progress(`Deleted ${found.type} definition ${found.id}.`);
}

/** A definition as a manifest for `humctl apply`. */
export function renderDefinition(
  path: string,
  wanted: WantedDefinition,
): RenderedFile {
  const { id, moreCriteriaAreFine: _more, ...entity } = wanted;
  return {
    path,
    content: stringify({
      apiVersion: 'entity.humanitec.io/v1b1',
      kind: 'Definition',
      metadata: { id },
      entity,
    }),
  };
}
