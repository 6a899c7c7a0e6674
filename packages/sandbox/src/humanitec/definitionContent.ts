// What of a definition is versioned, and how it changes.
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { checkDefinition } from './definitionCheck';
import { Definition, DefinitionVersion, Provision } from './records';
import { Organization } from './state';

export type Content = Pick<
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

/**
 * Takes new content over, as a new version if it differs from the active one.
 *
 * @param proposed - the new version is there, but not yet the active one
 * @throws HumanitecError 400 for content that a definition cannot have
 */
export function changeContent(
  organization: Organization,
  definition: Definition,
  fields: Content,
  { proposed, by, now }: { proposed: boolean; by: string; now: number },
) {
  checkDefinition(organization, definition.type, fields);
  const version = newVersion(fields, {
    action: 'updated',
    createdBy: by,
    createdAt: now,
  });
  if (isDeepStrictEqual(contentOf(definition.active), contentOf(version))) {
    return;
  }
  version.proposed = proposed;
  definition.versions.push(version);
  definition.updatedBy = by;
  definition.updatedAt = now;
  if (!proposed) definition.active = version;
}

/** An entry that is null goes, one that is given replaces, the others stay. */
export function mergeProvision(
  before: Provision | undefined,
  given: Record<string, Provision[string] | null> | null | undefined,
): Provision | undefined {
  if (!given) return before;
  return Object.fromEntries(
    Object.entries({ ...before, ...given }).flatMap(([key, entry]) =>
      entry === null ? [] : [[key, entry]],
    ),
  );
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
