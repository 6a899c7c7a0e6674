// @ts-check
/** Adds up what the checks found. */

/** @typedef {import('./check.mjs').Outcome} Outcome */

/** @param {Outcome[]} outcomes @returns {string} "12 passed, 0 failed", and skipped if any */
export function closingLine(outcomes) {
  const passed = sum(outcomes.map(outcome => outcome.passed));
  const failed = sum(outcomes.map(outcome => outcome.failed));
  const skipped = sum(outcomes.map(countSkipped));
  return `${passed} passed, ${failed} failed${
    skipped ? `, ${skipped} skipped` : ''
  }`;
}

/**
 * With CI=true: what could not run has failed.
 * @param {Outcome} outcome
 * @returns {Outcome}
 */
export function failSkipped(outcome) {
  return {
    ...outcome,
    failed: outcome.failed + countSkipped(outcome),
    skipped: outcome.skipped?.map(({ why }) => ({
      count: 0,
      why: `${why} (counts as failed with CI=true)`,
    })),
  };
}

/** @param {Outcome} outcome */
function countSkipped({ skipped = [] }) {
  return sum(skipped.map(({ count }) => count));
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
