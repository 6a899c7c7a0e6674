// @ts-check
/** Runs a long command of the set-up: says how it goes, keeps all output in a log. */
import { run } from '../stack/processes.mjs';
import { duration, Problem, say } from '../terminal.mjs';

const everyMs = 15_000;

/**
 * @param {object} options
 * @param {string} options.title  what is going on, for the progress lines
 * @param {string} options.file
 * @param {string[]} options.args
 * @param {NodeJS.ProcessEnv} options.env
 * @param {string} options.cwd
 * @param {string} options.log
 * @param {(line: string) => string | undefined} [options.step] the step that a line announces
 */
export async function runLogged({ title, step, ...command }) {
  const started = Date.now();
  let now = '';
  const progress = setInterval(
    () => say(`  … ${duration(Date.now() - started)}${now && `: ${now}`}`),
    everyMs,
  );
  try {
    const { code, output } = await run({
      ...command,
      name: title,
      onLine: line => {
        now = step?.(line) ?? now;
      },
    });
    if (code !== 0) {
      throw new Problem(
        [
          `${title} failed (exit code ${code}). The last lines:`,
          ...output.slice(-20).map(line => `  ${line}`),
          `All of the output: ${command.log}`,
        ].join('\n'),
      );
    }
  } finally {
    clearInterval(progress);
  }
  say(`  done in ${duration(Date.now() - started)}`);
}
