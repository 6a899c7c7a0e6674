import {
  BindingSpec,
  bindingMark,
  FieldChange,
  MARK_KEY,
} from 'backstage-plugin-humanitec-eks-common';

/** Tags of everything we make in AWS for a binding. */
export function ourTags(spec: BindingSpec): Record<string, string> {
  return { ...spec.aws.tags, [MARK_KEY]: bindingMark(spec) };
}

/** Does a thing with these tags belong to this binding? */
export function isOurs(
  spec: BindingSpec,
  tags: Record<string, string> | undefined,
): boolean {
  return tags?.[MARK_KEY] === bindingMark(spec);
}

/** The tags that are asked for and missing or different. Further tags are other people's. */
export function missingTags(
  wanted: Record<string, string>,
  found: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(wanted).filter(([key, value]) => found[key] !== value),
  );
}

/** The same as field changes; our mark is left out, since whose a thing is shows otherwise. */
export function tagFields(
  wanted: Record<string, string>,
  found: Record<string, string>,
): FieldChange[] {
  return Object.entries(missingTags(wanted, found))
    .filter(([key]) => key !== MARK_KEY)
    .map(([key, to]) => ({ path: `tags.${key}`, from: found[key], to }));
}

/** IAM's list of tags as a record. */
export function tagRecord(
  tags: { Key?: string; Value?: string }[] | undefined,
): Record<string, string> {
  return Object.fromEntries(
    (tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]),
  );
}

/** A record as IAM's list of tags. */
export function tagList(tags: Record<string, string>) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
