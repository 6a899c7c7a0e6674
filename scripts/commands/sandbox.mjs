// @ts-check
/** npm run sandbox: the sandbox alone. Its flags are its own; see packages/sandbox. */
import { inRoot } from '../paths.mjs';
import { setUp } from '../setup/setup.mjs';
import { run } from '../stack/processes.mjs';
import { sandboxArgs } from '../stack/stack.mjs';

/** @param {string[]} args @returns {Promise<number>} exit code */
export async function sandbox(args) {
  const { node, env } = await setUp();
  const { code } = await run({
    name: 'sandbox',
    file: node.executable,
    args: sandboxArgs(...args),
    env,
    cwd: inRoot(),
    inheritOutput: true,
  });
  return code;
}
