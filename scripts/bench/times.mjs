// @ts-check
/** How long something took. */

/** @param {() => Promise<unknown>} work @returns {Promise<number>} milliseconds */
export async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** @param {number[]} times at least one @param {number} share 0.5 for the median */
export function percentile(times, share) {
  const inOrder = [...times].sort((a, b) => a - b);
  return inOrder[Math.max(0, Math.ceil(share * inOrder.length) - 1)];
}

/** @param {number[]} times */
export function summary(times) {
  const of = (/** @type {number} */ share) => round(percentile(times, share));
  return {
    requests: times.length,
    p50Ms: of(0.5),
    p95Ms: of(0.95),
    maxMs: of(1),
  };
}

/** @param {number} value */
export function round(value) {
  return Math.round(value * 100) / 100;
}
