// What the Describe operations of EC2 have in common: IDs, filters, pages.
import { z } from 'zod';
import { AwsError } from '../errors';
import { ec2List } from '../ec2Query';
import { InvalidPageToken, page } from '../paging';

export const listInput = {
  Filter: ec2List(z.object({ Name: z.string(), Value: ec2List(z.string()) })),
  MaxResults: z.coerce.number().int().min(5).max(1000).default(1000),
  NextToken: z.string().optional(),
};

interface ListRequest {
  Filter: { Name: string; Value: string[] }[];
  MaxResults: number;
  NextToken?: string;
}

/**
 * Those that all filters let through, one page of them.
 *
 * @param attributes - what can be filtered by, under EC2's names for it
 */
export function listed<Item>(
  items: Item[],
  request: ListRequest,
  attributes: (item: Item) => Record<string, string>,
): { items: Item[]; more: { nextToken?: string } } {
  const found = items.filter(item => {
    const values = attributes(item);
    return request.Filter.every(({ Name, Value }) => {
      if (!(Name in values)) throw invalidFilter(Name);
      return Value.some(pattern => isLike(values[Name], pattern));
    });
  });
  try {
    const { items: members, next } = page(
      found,
      request.NextToken,
      request.MaxResults,
    );
    return { items: members, more: next ? { nextToken: next } : {} };
  } catch (error) {
    if (!(error instanceof InvalidPageToken)) throw error;
    throw new AwsError(
      400,
      'InvalidNextToken',
      'The specified NextToken is invalid.',
    );
  }
}

/** Those with the given IDs; all when none is given. */
export function withIds<Item>(
  items: Item[],
  ids: string[],
  idOf: (item: Item) => string,
  notFound: { code: string; what: string },
): Item[] {
  if (ids.length === 0) return items;
  const missing = ids.filter(id => !items.some(item => idOf(item) === id));
  if (missing.length > 0) {
    throw new AwsError(
      400,
      notFound.code,
      missing.length === 1
        ? `The ${notFound.what} '${missing[0]}' does not exist`
        : `The ${notFound.what}s '${missing.join(', ')}' do not exist`,
    );
  }
  return items.filter(item => ids.includes(idOf(item)));
}

function invalidFilter(name: string) {
  return new AwsError(
    400,
    'InvalidParameterValue',
    `The filter '${name}' is invalid`,
  );
}

/** `*` stands for any text, `?` for one character. */
function isLike(value: string, pattern: string): boolean {
  const expression = pattern
    .replace(/[\\^$.+()[\]{}|]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 's').test(value);
}
