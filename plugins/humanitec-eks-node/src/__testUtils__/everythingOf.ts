import { inspect } from 'node:util';
import { serializeError } from '@backstage/errors';

/** All that anybody could see of an error: serialized as Backstage does, and inspected with everything that hangs on it. */
export function everythingOf(error: Error): string {
  return [
    JSON.stringify(serializeError(error, { includeStack: true })),
    inspect(error, { showHidden: true, depth: 20 }),
    error.stack,
  ].join('\n');
}
