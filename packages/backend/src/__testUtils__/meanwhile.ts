import { setTimeout as sleep } from 'node:timers/promises';
import type { ActionStack } from './actionStack';

/**
 * Somebody else is faster: holds the next call of Humanitec's operation back
 * for a second, and does something else before it is carried out.
 *
 * @returns what the run came to
 */
export async function meanwhile<T>(
  { sandbox: { world } }: Pick<ActionStack, 'sandbox'>,
  operation: string,
  run: () => Promise<T>,
  work: () => Promise<unknown>,
): Promise<T> {
  world.calls.clear();
  world.faults.add({
    system: 'humanitec',
    operation,
    effect: { kind: 'delay', seconds: 1 },
  });
  const result = run();
  while (!world.calls.all().some(call => call.operation === operation)) {
    await sleep(20);
  }
  await work();
  return result;
}
