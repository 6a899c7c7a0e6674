// @ts-check
/** The tests of the packages, through Backstage's CLI. What has run is read from Jest's own report. */
import fs from 'node:fs';
import path from 'node:path';
import { inRoot, logs, root } from '../paths.mjs';
import { cli } from '../stack/stack.mjs';
import { runNode } from './check.mjs';
import { contractTests, skippedWithout } from './contracts.mjs';

const report = path.join(logs, 'jest.json');

/** @type {import('./check.mjs').Check} */
export const jestCheck = {
  id: 'jest',
  title: 'Tests of the packages',
  async run(context) {
    fs.rmSync(report, { force: true });
    const { CONTRACTS_DIR } = context.toolchain.env;
    let suites = 0;
    const code = await runNode('jest', context, {
      args: [
        cli,
        'repo',
        'test',
        '--watchAll=false',
        '--json',
        `--outputFile=${report}`,
        ...context.patterns,
        // Last, since Jest takes all that follows it for more of the same.
        ...(CONTRACTS_DIR
          ? []
          : [`--testPathIgnorePatterns=${contractTests.source}`]),
      ],
      cwd: root,
      onLine: line => {
        if (/^(PASS|FAIL) /.test(line)) {
          suites += 1;
          context.progress(`${suites} test files done`);
        }
      },
    });
    if (!fs.existsSync(report)) {
      return { passed: 0, failed: 1, reasons: ['Jest wrote no report.'] };
    }
    const outcome = readJestReport(
      JSON.parse(fs.readFileSync(report, 'utf8')),
      {
        code,
        expected: context.patterns.length
          ? []
          : testFiles().filter(
              file => CONTRACTS_DIR || !contractTests.test(file),
            ),
      },
    );
    return {
      ...outcome,
      skipped: [
        ...(outcome.skipped ?? []),
        ...skippedWithout(context.toolchain.env),
      ],
    };
  },
};

/**
 * @typedef {object} JestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {number} numRuntimeErrorTestSuites files that could not be loaded
 * @property {{ name: string, assertionResults: { status: string, fullName: string }[] }[]} testResults
 */

/**
 * @param {JestReport} jest
 * @param {{ code: number, expected: string[] }} run exit code, and the test files that must have run
 * @returns {import('./check.mjs').Outcome}
 */
export function readJestReport(jest, { code, expected }) {
  const ran = new Set(jest.testResults.map(file => file.name));
  const notRun = expected.filter(file => !ran.has(file));
  const nothing = jest.numPassedTests + jest.numFailedTests === 0;
  const failed =
    jest.numFailedTests + jest.numRuntimeErrorTestSuites + notRun.length;
  const skipped = jest.testResults.flatMap(file =>
    file.assertionResults
      .filter(({ status }) =>
        ['pending', 'todo', 'skipped', 'disabled'].includes(status),
      )
      .map(({ fullName }) => ({
        count: 1,
        why: `marked as skipped: ${fullName}`,
      })),
  );
  return {
    passed: jest.numPassedTests,
    failed: failed || (code !== 0 || nothing ? 1 : 0),
    skipped,
    reasons: [
      ...notRun.map(file => `Jest did not run ${path.relative(root, file)}`),
      ...(nothing ? ['No test was run.'] : []),
    ],
  };
}

/** All test files of the packages. */
function testFiles() {
  return ['packages', 'plugins'].flatMap(group =>
    fs
      .readdirSync(inRoot(group))
      .map(name => inRoot(group, name, 'src'))
      .filter(source => fs.existsSync(source))
      .flatMap(source =>
        fs
          .readdirSync(source, { recursive: true, encoding: 'utf8' })
          .filter(file => /\.test\.tsx?$/.test(file))
          .map(file => path.join(source, file)),
      ),
  );
}
