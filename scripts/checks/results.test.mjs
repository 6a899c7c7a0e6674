// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPlaywrightReport } from './browser.mjs';
import { skippedWithout, withContracts, withViolations } from './contracts.mjs';
import { readJestReport } from './jest.mjs';
import { closingLine, failSkipped } from './summary.mjs';
import { readTap } from './tap.mjs';

/** @param {Partial<import('./jest.mjs').JestReport>} facts */
const jestReport = facts => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
  testResults: [],
  ...facts,
});

/** @param {string} name @param {string[]} statuses */
const file = (name, ...statuses) => ({
  name,
  assertionResults: statuses.map(status => ({
    status,
    fullName: `is ${status}`,
  })),
});

test('jest: counts what passed and failed', () => {
  const { passed, failed } = readJestReport(
    jestReport({ numPassedTests: 3, numFailedTests: 2 }),
    { code: 1, expected: [] },
  );
  assert.deepEqual({ passed, failed }, { passed: 3, failed: 2 });
});

test('jest: a file that cannot be loaded has failed', () => {
  const { failed } = readJestReport(
    jestReport({ numPassedTests: 3, numRuntimeErrorTestSuites: 1 }),
    { code: 1, expected: [] },
  );
  assert.equal(failed, 1);
});

test('jest: a test file that was not run has failed, by name', () => {
  const { failed, reasons } = readJestReport(
    jestReport({
      numPassedTests: 1,
      testResults: [file('/r/a.test.ts', 'passed')],
    }),
    { code: 0, expected: ['/r/a.test.ts', '/r/b.test.ts'] },
  );
  assert.equal(failed, 1);
  assert.match(`${reasons}`, /b\.test\.ts/);
});

test('jest: no test at all is a failure', () => {
  const { failed } = readJestReport(jestReport({}), { code: 0, expected: [] });
  assert.equal(failed, 1);
});

test('jest: its exit code counts when the numbers look good', () => {
  const { failed } = readJestReport(jestReport({ numPassedTests: 1 }), {
    code: 1,
    expected: [],
  });
  assert.equal(failed, 1);
});

test('jest: names each test that is marked as skipped', () => {
  const { skipped } = readJestReport(
    jestReport({
      numPassedTests: 1,
      testResults: [file('/r/a.test.ts', 'passed', 'pending', 'todo')],
    }),
    { code: 0, expected: [] },
  );
  assert.deepEqual(
    skipped?.map(({ why }) => why),
    ['marked as skipped: is pending', 'marked as skipped: is todo'],
  );
});

/** @type {[what: string, stats: [number, number, number, number], errors: unknown[], code: number, passed: number, failed: number][]} */
const browserRuns = [
  ['all pass', [4, 0, 0, 0], [], 0, 4, 0],
  ['one fails', [3, 1, 0, 0], [], 1, 3, 1],
  ['one passes only when repeated', [3, 0, 1, 0], [], 0, 3, 1],
  ['the run breaks off', [0, 0, 0, 4], [{}], 1, 0, 1],
  ['no test is found', [0, 0, 0, 0], [], 0, 0, 1],
  ['the exit code alone tells', [4, 0, 0, 0], [], 1, 4, 1],
];

for (const [what, stats, errors, code, passed, failed] of browserRuns) {
  test(`browser: ${what}`, () => {
    const [expected, unexpected, flaky, skipped] = stats;
    const report = { stats: { expected, unexpected, flaky, skipped }, errors };
    const outcome = readPlaywrightReport(report, code);
    assert.equal(outcome.passed, passed);
    assert.equal(outcome.failed, failed);
  });
}

test('node --test: reads its closing counts', () => {
  const tap =
    'ok 3 - sees a page # SKIP no Chromium\n# tests 5\n# pass 3\n# fail 1\n# cancelled 0\n# skipped 1\n# todo 0\n';
  const { passed, failed, skipped } = readTap(tap, 1);
  assert.equal(passed, 3);
  assert.equal(failed, 1);
  assert.deepEqual(skipped, [{ count: 1, why: 'sees a page: no Chromium' }]);
});

test('node --test: no output is a failure', () => {
  assert.equal(readTap('', 0).failed, 1);
});

test('the closing line tells what was skipped only when something was', () => {
  const skipped = [{ count: 2, why: 'no browser' }];
  assert.equal(closingLine([{ passed: 3, failed: 1 }]), '3 passed, 1 failed');
  assert.equal(
    closingLine([
      { passed: 3, failed: 0 },
      { passed: 0, failed: 0, skipped },
    ]),
    '3 passed, 0 failed, 2 skipped',
  );
});

test('with CI=true what was skipped has failed', () => {
  const outcome = failSkipped({
    passed: 1,
    failed: 0,
    skipped: [{ count: 2, why: 'no browser' }],
  });
  assert.equal(closingLine([outcome]), '1 passed, 2 failed');
  assert.match(outcome.skipped?.[0].why ?? '', /no browser/);
});

test('contracts: what went over the wire otherwise than published has failed', () => {
  assert.deepEqual(
    withViolations({ passed: 2, failed: 0 }, ['aws GetRole: wrong']),
    { passed: 2, failed: 1, reasons: ['aws GetRole: wrong'] },
  );
});

test('contracts: their folder is told to all checks, or named once as missing', () => {
  const folder = import.meta.dirname;
  assert.deepEqual(withContracts({ CONTRACTS_DIR: folder }), {
    CONTRACTS_DIR: folder,
  });
  assert.deepEqual(skippedWithout({ CONTRACTS_DIR: folder }), []);
  assert.deepEqual(withContracts({ CONTRACTS_DIR: `${folder}/none` }), {});
  assert.equal(skippedWithout({}).length, 1);
});
