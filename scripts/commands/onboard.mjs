// @ts-check
/** npm run onboard: runs packages/onboard against a Backstage, which it starts if none is there. */
import { readPorts } from '../flags.mjs';
import { inRoot } from '../paths.mjs';
import { setUp } from '../setup/setup.mjs';
import { freePorts } from '../stack/ports.mjs';
import { run } from '../stack/processes.mjs';
import {
  isUp,
  onboardArgs,
  readinessUrl,
  startStack,
} from '../stack/stack.mjs';
import { say } from '../terminal.mjs';

/**
 * Standard output belongs to the onboard program alone.
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
export async function onboard(args) {
  const toolchain = await setUp();
  const asksForHelp =
    args.length === 0 || args.includes('--help') || args.includes('-h');
  const given = process.env.BACKSTAGE_BASE_URL;
  if (asksForHelp || given) {
    return runOnboard(toolchain, args, given);
  }
  const ports = readPorts({});
  const usual = `http://localhost:${ports.backend}`;
  if (await isUp(readinessUrl(usual))) {
    return runOnboard(toolchain, args, usual);
  }
  const stack = await startOwnStack(toolchain, ports);
  const result = await Promise.race([
    runOnboard(toolchain, args, stack.urls.backend),
    stack.failed,
  ]);
  await stack.stop();
  return result;
}

/**
 * @param {import('../setup/setup.mjs').Toolchain} toolchain
 * @param {import('../flags.mjs').Ports} ports
 */
async function startOwnStack(toolchain, ports) {
  const sandboxRuns = await isUp(
    `http://127.0.0.1:${ports.sandbox}/_sandbox/health`,
  );
  say(
    sandboxRuns
      ? `No Backstage answers on port ${ports.backend}: starting one, for the sandbox that runs on port ${ports.sandbox}.`
      : `No Backstage answers on port ${ports.backend}: starting one, and a sandbox, for this run.`,
  );
  const free = await freePorts();
  const stack = await startStack(toolchain, {
    ports: sandboxRuns ? { ...free, sandbox: ports.sandbox } : free,
    app: false,
    sandbox: sandboxRuns ? 'running' : 'start',
    logName: 'onboard',
  });
  say('Started. Their output is in .toolchain/logs/onboard-*.log');
  return stack;
}

/**
 * @param {import('../setup/setup.mjs').Toolchain} toolchain
 * @param {string[]} args
 * @param {string | undefined} baseUrl of the backend
 */
async function runOnboard({ node, env }, args, baseUrl) {
  const { code } = await run({
    name: 'onboard',
    file: node.executable,
    args: onboardArgs(...args),
    env: { ...env, ...(baseUrl && { BACKSTAGE_BASE_URL: baseUrl }) },
    cwd: inRoot(),
    inheritOutput: true,
  });
  return code;
}
