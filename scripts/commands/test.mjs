// @ts-check
/** npm test: every check, then one line that counts them. */
import fs from 'node:fs';
import { browserCheck } from '../checks/browser.mjs';
import { logOf } from '../checks/check.mjs';
import { codeChecks } from '../checks/code.mjs';
import { withContracts } from '../checks/contracts.mjs';
import { jestCheck } from '../checks/jest.mjs';
import { proofChecks } from '../checks/proofs.mjs';
import { scriptsCheck } from '../checks/scripts.mjs';
import { startCheck } from '../checks/start.mjs';
import { closingLine, failSkipped } from '../checks/summary.mjs';
import { readFlags } from '../flags.mjs';
import { setUp } from '../setup/setup.mjs';
import { freePorts } from '../stack/ports.mjs';
import { startStack } from '../stack/stack.mjs';
import { duration, Problem, say } from '../terminal.mjs';

const checks = [
  ...codeChecks,
  scriptsCheck,
  jestCheck,
  ...proofChecks,
  startCheck,
  browserCheck,
];

const usage = `Usage: npm test [-- flags] [-- file patterns]

Sets up what is missing, then runs every check. With CI=true nothing may be
skipped: what cannot run counts as failed.

  --only CHECK   run this check alone; may be repeated. With jest or browser,
                 file patterns choose among its tests
  --help         print this

Checks: ${checks.map(({ id }) => id).join(', ')}`;

/** @param {string[]} args @returns {Promise<number>} exit code */
export async function test(args) {
  const { values, positionals } = readFlags({
    args,
    allowPositionals: true,
    options: {
      only: { type: 'string', multiple: true },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    say(usage);
    return 0;
  }
  const chosen = choose(
    /** @type {string[]} */ (values.only ?? []),
    positionals,
  );
  const found = await setUp();
  const toolchain = { ...found, env: withContracts(found.env) };
  const stack = lazyStack(toolchain);
  const outcomes = [];
  for (const check of chosen) {
    const outcome = await runCheck(check, {
      toolchain,
      patterns: positionals,
      stack: stack.get,
    });
    outcomes.push(process.env.CI ? failSkipped(outcome) : outcome);
  }
  await stack.stop();

  const skipped = outcomes.flatMap(outcome => outcome.skipped ?? []);
  if (skipped.length) {
    print('\nSkipped:');
    skipped.forEach(({ why }) => print(`  ${why}`));
  }
  print(`\n${closingLine(outcomes)}`);
  return outcomes.some(({ failed }) => failed) ? 1 : 0;
}

/** @param {string[]} only @param {string[]} patterns */
function choose(only, patterns) {
  const unknown = only.filter(id => !checks.some(check => check.id === id));
  if (unknown.length) {
    throw new Problem(`There is no check ${unknown.join(', ')}.\n\n${usage}`);
  }
  const chosen = checks.filter(
    ({ id }) => only.length === 0 || only.includes(id),
  );
  if (
    patterns.length &&
    chosen.some(({ id }) => !['jest', 'browser'].includes(id))
  ) {
    throw new Problem('File patterns need --only jest or --only browser.');
  }
  return chosen;
}

/**
 * @param {import('../checks/check.mjs').Check} check
 * @param {Omit<import('../checks/check.mjs').Context, 'progress'>} context
 * @returns {Promise<import('../checks/check.mjs').Outcome>}
 */
async function runCheck(check, context) {
  const started = Date.now();
  let step = '';
  const progress = setInterval(
    () =>
      say(
        `  … ${check.title}, ${duration(Date.now() - started)}${
          step && `: ${step}`
        }`,
      ),
    30_000,
  );
  fs.rmSync(logOf(check.id), { force: true });
  const outcome = await check
    .run({
      ...context,
      progress: now => {
        step = now;
      },
    })
    .catch(error => ({
      passed: 0,
      failed: 1,
      reasons: [error instanceof Problem ? error.message : String(error.stack)],
    }))
    .finally(() => clearInterval(progress));
  if (outcome.failed) {
    showOutput(check.id, outcome.reasons);
  }
  const counts = closingLine([outcome]);
  print(
    `${check.title.padEnd(36)} ${duration(Date.now() - started).padStart(
      12,
    )}   ${counts}`,
  );
  return outcome;
}

/** @param {string} id @param {string[]} [reasons] */
function showOutput(id, reasons = []) {
  const log = logOf(id);
  const output = fs.existsSync(log)
    ? fs.readFileSync(log, 'utf8').trimEnd()
    : '';
  const lines = output.split('\n');
  if (lines.length > 500) {
    print(`(the last 500 of ${lines.length} lines; all of them: ${log})`);
  }
  print([...lines.slice(-500), ...reasons].join('\n'));
}

/** The stack that npm start runs, on free ports, started when the first check asks for it. */
function lazyStack(
  /** @type {import('../setup/setup.mjs').Toolchain} */ toolchain,
) {
  /** @type {Promise<import('../stack/stack.mjs').Stack> | undefined} */
  let started;
  const start = async () =>
    startStack(toolchain, { ports: await freePorts(), logName: 'test' });
  return {
    get: () => (started ??= start()),
    stop: async () => {
      const stack = await started?.catch(() => undefined); // a check has told why
      await stack?.stop();
    },
  };
}

/** @param {string} line */
function print(line) {
  process.stdout.write(`${line}\n`);
}
