import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from 'sandbox';

const PATIENCE_MS = 60_000;
const QUIET_MS = 3_000;

/** Waits until every fault that was set has met its call. */
export async function untilHeld({ world }: Sandbox): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (world.faults.all().length > 0) {
    if (Date.now() > end) {
      throw new Error(`Not called: ${JSON.stringify(world.faults.all())}`);
    }
    await sleep(20);
  }
}

/** Waits until nobody has written anything for some seconds. */
export async function untilQuiet({ world }: Sandbox): Promise<void> {
  const writes = () => world.calls.all().filter(({ write }) => write).length;
  for (let before = -1; before !== writes(); ) {
    before = writes();
    await sleep(QUIET_MS);
  }
}
