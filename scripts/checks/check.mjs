// @ts-check
/** What a check of npm test is, and the simplest kind: a command that must exit with 0. */
import path from 'node:path';
import { logs } from '../paths.mjs';
import { run } from '../stack/processes.mjs';

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {{ count: number, why: string }[]} [skipped]
 * @property {string[]} [reasons] why it failed, where its output does not say so
 */

/**
 * @typedef {object} Context
 * @property {import('../setup/setup.mjs').Toolchain} toolchain
 * @property {string[]} patterns  test files asked for; all when empty
 * @property {() => Promise<import('../stack/stack.mjs').Stack>} stack the running Backstage
 * @property {(step: string) => void} progress
 */

/**
 * @typedef {object} Check
 * @property {string} id
 * @property {string} title
 * @property {(context: Context) => Promise<Outcome>} run
 */

/** @param {string} id of a check */
export const logOf = id => path.join(logs, `test-${id}.log`);

/** Longer than any check takes on a slow machine: one that hangs must end too. */
const limit = 30 * 60_000;

/**
 * Runs a command on the chosen Node, its output into the check's log.
 * @param {string} id
 * @param {Context} context
 * @param {{ args: string[], env?: NodeJS.ProcessEnv, cwd?: string, onLine?: (line: string) => void }} command
 */
export async function runNode(id, { toolchain }, { args, env, cwd, onLine }) {
  const { code } = await run({
    name: id,
    file: toolchain.node.executable,
    args,
    env: { ...toolchain.env, ...env },
    cwd,
    onLine,
    log: logOf(id),
    limit,
  });
  return code;
}

/**
 * @param {{ id: string, title: string, args: string[], env?: NodeJS.ProcessEnv, cwd: string }} command
 * @returns {Check} that counts as one test
 */
export function commandCheck({ id, title, ...command }) {
  return {
    id,
    title,
    async run(context) {
      const code = await runNode(id, context, command);
      return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
    },
  };
}
