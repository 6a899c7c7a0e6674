// @ts-check
/** What Node's own test runner has run, as its TAP output tells. */

/**
 * @param {string} tap the output of node --test
 * @param {number} code its exit code
 * @returns {import('./check.mjs').Outcome}
 */
export function readTap(tap, code) {
  const count = (/** @type {string} */ name) =>
    Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
  const passed = count('pass');
  const failed = count('fail') + count('cancelled');
  const skipped = [
    ...tap.matchAll(/^ *ok \d+ - (.+?) # (?:SKIP|TODO) ?(.*)$/gm),
  ].map(([, name, why]) => ({ count: 1, why: `${name}: ${why || 'skipped'}` }));
  const nothing = passed + failed + skipped.length === 0;
  return {
    passed,
    failed: failed || (code !== 0 || nothing ? 1 : 0),
    skipped,
    reasons: nothing ? ['No test was run.'] : [],
  };
}
