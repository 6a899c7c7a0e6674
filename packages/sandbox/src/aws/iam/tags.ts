import { z } from 'zod';
import { queryList } from '../query';
import { invalidInput, limitExceeded } from './errors';

const pattern = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]';
const text = z
  .string()
  .regex(
    new RegExp(`^${pattern}*$`, 'u'),
    `Member must satisfy regular expression pattern: ${pattern}*`,
  );

export const tagKey = text.min(1).max(128);

/** As requests carry it. */
export const tagList = queryList(
  z.object({ Key: tagKey, Value: text.max(256) }),
).refine(
  tags => tags.length <= 50,
  'Member must have length less than or equal to 50',
);

/** Adds tags to those of a resource; at most 50, each key once. */
export function addTags(
  tags: Map<string, string>,
  added: z.output<typeof tagList>,
) {
  const keys = added.map(({ Key }) => Key.toLowerCase());
  if (new Set(keys).size < keys.length) {
    throw invalidInput(
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    );
  }
  if (added.some(({ Key }) => Key.toLowerCase().startsWith('aws:'))) {
    throw invalidInput('User specified tags cannot begin with aws: prefix.');
  }
  const merged = new Map(tags);
  for (const { Key, Value } of added) {
    const same = [...merged.keys()].find(
      key => key.toLowerCase() === Key.toLowerCase(),
    );
    merged.set(same ?? Key, Value);
  }
  if (merged.size > 50) {
    throw limitExceeded('The number of tags has reached the maximum limit.');
  }
  for (const [key, value] of merged) tags.set(key, value);
}

/** As responses carry it; nothing for an untagged resource. */
export function tagMembers(tags: Map<string, string>) {
  return Array.from(tags, ([Key, Value]) => ({ Key, Value }));
}
