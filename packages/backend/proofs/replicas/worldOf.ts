import type { Sandbox } from 'sandbox';
import { settledWorld } from '../../src/__testUtils__/settledWorld';

/** All that AWS, Humanitec and the clusters hold, without times and random IDs. */
export async function worldOf({ url }: Sandbox): Promise<unknown> {
  const dump = await fetch(`${url}/_sandbox/world`);
  return settledWorld(await dump.json());
}
