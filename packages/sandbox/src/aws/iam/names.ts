// The shapes of the names that IAM takes, as the service model has them.
import { z } from 'zod';
import { queryList } from '../query';
import { InvalidPageToken, page } from '../paging';
import { invalidInput } from './errors';

const nameOf = (max: number) =>
  z
    .string('Member must not be null')
    .min(1, 'Member must have length greater than or equal to 1')
    .max(max, `Member must have length less than or equal to ${max}`)
    .regex(
      /^[\w+=,.@-]+$/,
      'Member must satisfy regular expression pattern: [\\w+=,.@-]+',
    );

export const roleName = nameOf(64);
export const policyName = nameOf(128);
export const arn = z
  .string('Member must not be null')
  .min(20, 'Member must have length greater than or equal to 20')
  .max(2048, 'Member must have length less than or equal to 2048');

export const path = z
  .string()
  .max(512)
  .regex(
    /^(\/|\/[\x21-\x7f]+\/)$/,
    'Member must satisfy regular expression pattern: (\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)',
  )
  .default('/');

export const pathPrefix = z.string().max(512).default('/');
export const description = z.string().max(1000).optional();
export const document = z.string('Member must not be null').min(1).max(131072);
export const strings = queryList(z.string());

export const paging = {
  Marker: z.string().optional(),
  MaxItems: z.coerce.number().int().min(1).max(1000).default(100),
};

/** The members of a paged response around the page itself. */
export function iamPage<Item>(
  items: Item[],
  request: { Marker?: string; MaxItems: number },
) {
  try {
    const { items: members, next } = page(
      items,
      request.Marker,
      request.MaxItems,
    );
    return {
      members,
      paging: { IsTruncated: next !== undefined, Marker: next },
    };
  } catch (error) {
    if (error instanceof InvalidPageToken) {
      throw invalidInput(`Invalid Marker: ${request.Marker}`);
    }
    throw error;
  }
}
