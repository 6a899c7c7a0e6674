/** Those of ours, and those that AWS itself puts on. */
const NOT_ASKED_FOR = /^(?:humanitec-eks\/|aws:)/;

/**
 * The tags that a binding was asked for with: those that all its things have
 * alike. What somebody else has put on one of them alone is not among them.
 */
export function commonTags(
  things: Record<string, string>[],
): Record<string, string> | undefined {
  const [first = {}, ...others] = things;
  const common = Object.entries(first).filter(
    ([key, value]) =>
      !NOT_ASKED_FOR.test(key) && others.every(tags => tags[key] === value),
  );
  return common.length > 0 ? Object.fromEntries(common) : undefined;
}
