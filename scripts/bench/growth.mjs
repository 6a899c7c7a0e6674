// @ts-check
/** The same figures in worlds of different sizes: what grows with the number of clusters. */
import { measureLooks } from './binding.mjs';
import { measureFleet } from './fleet.mjs';
import { measureOneAmong } from './onboarding.mjs';
import { measureProvider } from './provider.mjs';

/** How many clusters are there already. */
export const SIZES = [1, 10, 100, 1000];

/** @param {Parameters<typeof measureProvider>[0] & Parameters<typeof measureOneAmong>[0]} measured a world of its own */
export async function measureAmong(measured) {
  const provider = await measureProvider(measured);
  const fleet = await measureFleet(measured);
  const { cold, warm, firstOfAll } = await measureLooks(measured);
  const onboarding = await measureOneAmong(measured);
  const page = { cold, warm, firstOfAll };
  return { clusters: measured.clusters, provider, fleet, page, onboarding };
}
