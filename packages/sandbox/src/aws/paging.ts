/**
 * One page of a list.
 *
 * @param token - as an earlier page gave it
 * @returns the page, and the token of the next one if there is more
 */
export function page<Item>(
  items: Item[],
  token: string | undefined,
  size: number,
): { items: Item[]; next?: string } {
  const start = token ? Number(Buffer.from(token, 'base64url').toString()) : 0;
  if (!Number.isInteger(start) || start < 0) {
    throw new InvalidPageToken();
  }
  const end = start + size;
  return {
    items: items.slice(start, end),
    next:
      end < items.length
        ? Buffer.from(String(end)).toString('base64url')
        : undefined,
  };
}

/** The token was not given out here; each service has its own words for that. */
export class InvalidPageToken extends Error {}
