import { fromFieldsV1, toFieldsV1 } from './fieldSet';
import { canonical, JsonObject } from './json';
import { KubeObject, ManagedFieldsEntry } from './object';
import { Owner } from './serverSideApply';

/** Metadata that belongs to the server: nobody owns it, nobody can apply it. */
const serverMetadata = [
  'name',
  'namespace',
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'generation',
  'generateName',
  'managedFields',
  'selfLink',
];

/** The part of an object that managers can own. */
export function ownablePart(
  object: JsonObject & { metadata?: JsonObject },
): JsonObject {
  const { apiVersion: _version, kind: _kind, metadata, ...rest } = object;
  const kept = Object.entries(metadata ?? {}).filter(
    ([field, value]) => !serverMetadata.includes(field) && value !== undefined,
  );
  return kept.length > 0
    ? { ...rest, metadata: Object.fromEntries(kept) }
    : rest;
}

export function ownersOf(object: KubeObject | undefined): Owner[] {
  return (object?.metadata.managedFields ?? []).map(entry => ({
    manager: entry.manager,
    operation: entry.operation,
    apiVersion: entry.apiVersion,
    subresource: entry.subresource,
    time: entry.time,
    fields: fromFieldsV1(entry.fieldsV1),
  }));
}

/**
 * The owners as `metadata.managedFields`. An entry whose fields are as before keeps
 * its time, so that a write that changes nothing stays one.
 */
export function managedFields(
  owners: Owner[],
  before: ManagedFieldsEntry[],
  now: string,
): ManagedFieldsEntry[] {
  return [...owners].sort(byOperationAndName).map(owner => {
    const entry: ManagedFieldsEntry = {
      manager: owner.manager,
      operation: owner.operation,
      apiVersion: owner.apiVersion,
      time: now,
      fieldsType: 'FieldsV1',
      fieldsV1: toFieldsV1(owner.fields),
      subresource: owner.subresource,
    };
    const same = before.find(
      old =>
        canonical({ ...old, time: undefined }) ===
        canonical({ ...entry, time: undefined }),
    );
    return same ?? entry;
  });
}

/** A fixed order, so that it does not depend on who wrote last. */
function byOperationAndName(a: Owner, b: Owner): number {
  const key = (owner: Owner) =>
    [
      owner.operation,
      owner.manager,
      owner.apiVersion,
      owner.subresource,
    ].join();
  return key(a) < key(b) ? -1 : 1;
}
