// Shapes that several EKS requests and responses share.
import { z } from 'zod';
import { InvalidPageToken, page } from '../paging';
import { invalidParameter } from './errors';

export const tagMap = z
  .record(
    z
      .string()
      .min(1)
      .max(128)
      .refine(
        key => !key.toLowerCase().startsWith('aws:'),
        'tag keys cannot start with aws:',
      ),
    z.string().max(256),
  )
  .refine(tags => Object.keys(tags).length <= 50, 'at most 50 tags');

export const requestToken = z.string().optional();

export const paging = {
  maxResults: z.coerce.number().int().min(1).max(100).default(100),
  nextToken: z.string().optional(),
};

/** One page of a list and the members that EKS puts around it. */
export function eksPage<Item>(
  items: Item[],
  request: { maxResults: number; nextToken?: string },
) {
  try {
    const { items: members, next } = page(
      items,
      request.nextToken,
      request.maxResults,
    );
    return { members, rest: next === undefined ? {} : { nextToken: next } };
  } catch (error) {
    if (error instanceof InvalidPageToken) {
      throw invalidParameter('The nextToken is invalid.');
    }
    throw error;
  }
}

/** Milliseconds in seconds, as REST-JSON carries times. */
export function seconds(milliseconds: number) {
  return milliseconds / 1000;
}

export function tagsOf(map: Map<string, string>) {
  return Object.fromEntries(map);
}
