import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from './startStack';

/** Waits until an operation was called so many times since the call log was last cleared. */
export async function untilCalled(
  { sandbox }: Pick<Stack, 'sandbox'>,
  operation: string,
  times = 1,
): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const calls = sandbox.world.calls
      .all()
      .filter(call => call.operation === operation);
    if (calls.length >= times) return;
    await sleep(50);
  }
  throw new Error(`${operation} was not called ${times} times`);
}
