import {
  BindingSpec,
  bindingMark,
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

/** The tags that are asked for and missing or different. */
export function missingTags(
  wanted: Record<string, string>,
  found: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(wanted).filter(([key, value]) => found[key] !== value),
  );
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
