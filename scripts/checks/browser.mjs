// @ts-check
/** The browser tests, with the Chromium that the machine has. */
import fs from 'node:fs';
import path from 'node:path';
import { inRoot, logs } from '../paths.mjs';
import { findExecutable } from '../setup/compiler.mjs';
import { runNode } from './check.mjs';
import { violationsOf, withViolations } from './contracts.mjs';

const report = path.join(logs, 'browser.json');

/** @type {import('./check.mjs').Check} */
export const browserCheck = {
  id: 'browser',
  title: 'Browser tests',
  async run(context) {
    const chromium = findChromium();
    if (!chromium) {
      const why =
        'browser tests: no Chromium found; apt-get install chromium, or set CHROMIUM_PATH';
      return { passed: 0, failed: 0, skipped: [{ count: 1, why }] };
    }
    const { urls } = await context.stack();
    fs.rmSync(report, { force: true });
    const code = await runNode('browser', context, {
      args: [
        inRoot('node_modules/@playwright/test/cli.js'),
        'test',
        ...context.patterns,
      ],
      env: {
        APP_URL: urls.app,
        BACKEND_URL: urls.backend,
        SANDBOX_URL: urls.sandbox,
        CHROMIUM_PATH: chromium,
        BROWSER_TEST_REPORT: report,
      },
      cwd: inRoot('packages/app'),
      onLine: line => {
        const done = /^\s*(?:✓|✘|ok|x|-)\s+(\d+) /.exec(line)?.[1];
        if (done) {
          context.progress(`${done} tests done`);
        }
      },
    });
    if (!fs.existsSync(report)) {
      return { passed: 0, failed: 1, reasons: ['Playwright wrote no report.'] };
    }
    const outcome = readPlaywrightReport(
      JSON.parse(fs.readFileSync(report, 'utf8')),
      code,
    );
    return withViolations(outcome, await violationsOf(urls.sandbox));
  },
};

/**
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: unknown[] }} playwright
 * @param {number} code exit code
 * @returns {import('./check.mjs').Outcome}
 */
export function readPlaywrightReport({ stats, errors }, code) {
  const failed = stats.unexpected + stats.flaky + errors.length;
  const nothing = stats.expected + stats.unexpected + stats.flaky === 0;
  return {
    passed: stats.expected,
    failed: failed || (code !== 0 || nothing ? 1 : 0),
    skipped: stats.skipped
      ? [
          {
            count: stats.skipped,
            why: `${stats.skipped} browser tests are marked as skipped`,
          },
        ]
      : [],
    reasons: nothing ? ['No test was run.'] : [],
  };
}

/** @param {NodeJS.ProcessEnv} [env] */
function findChromium(env = process.env) {
  return (
    env.CHROMIUM_PATH ||
    ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
      .map(name => findExecutable(name, env.PATH))
      .find(Boolean)
  );
}
