// @ts-check
/** The tests of these scripts, on Node's own test runner. */
import fs from 'node:fs';
import { inRoot, root } from '../paths.mjs';
import { logOf, runNode } from './check.mjs';

/** @type {import('./check.mjs').Check} */
export const scriptsCheck = {
  id: 'scripts',
  title: 'Tests of scripts/',
  async run(context) {
    const files = fs
      .readdirSync(inRoot('scripts'), { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.test.mjs'))
      .map(file => inRoot('scripts', file));
    const code = await runNode('scripts', context, {
      args: ['--test', '--test-reporter', 'tap', ...files],
      cwd: root,
    });
    return readTap(fs.readFileSync(logOf('scripts'), 'utf8'), code);
  },
};

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
  const skipped = count('skipped') + count('todo');
  const nothing = passed + failed + skipped === 0;
  return {
    passed,
    failed: failed || (code !== 0 || nothing ? 1 : 0),
    skipped: skipped
      ? [
          {
            count: skipped,
            why: `${skipped} tests of scripts/ are marked as skipped`,
          },
        ]
      : [],
    reasons: nothing ? ['No test was run.'] : [],
  };
}
