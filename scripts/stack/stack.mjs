// @ts-check
/** Sandbox, backend and app, running together and ready to answer. */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inRoot, logs } from '../paths.mjs';
import { duration, Problem } from '../terminal.mjs';
import { withPorts, withSandbox } from './environment.mjs';
import { fillSandbox } from './fillSandbox.mjs';
import { nodeTransform } from './nodeTransform.mjs';
import { start, staysUp } from './processes.mjs';

/** A loaded machine needs a minute; what is not there after this will not come. */
const patience = 5 * 60_000;

/**
 * @typedef {object} StackOptions
 * @property {import('../flags.mjs').Ports} ports
 * @property {boolean} [app]       start the app too
 * @property {'start' | 'running' | 'none'} [sandbox] start it, use the one on its port, or none
 * @property {string[]} [sandboxFlags]
 * @property {number} [clusters]   bound clusters that the sandbox holds from the start
 * @property {boolean} [watch]     restart the backend when its code changes
 * @property {string} logName      prefix of the log files
 * @property {(line: string) => void} [onLine] gets every line of output, with its origin
 */

/**
 * @typedef {object} Stack
 * @property {{ app: string, backend: string, sandbox: string }} urls
 * @property {Promise<never>} failed rejects when one of the processes ends by itself
 * @property {() => Promise<void>} stop
 */

/**
 * Starts the processes and waits until all answer.
 * @param {import('../setup/setup.mjs').Toolchain} toolchain
 * @param {StackOptions} options
 * @returns {Promise<Stack>}
 */
export async function startStack(toolchain, options) {
  const { ports, app = true, sandbox = 'start', watch = false } = options;
  const urls = {
    app: `http://localhost:${ports.app}`,
    backend: `http://localhost:${ports.backend}`,
    sandbox: `http://127.0.0.1:${ports.sandbox}`,
  };
  const env = withPorts(
    {
      NODE_ENV: 'development',
      ...(sandbox === 'none'
        ? toolchain.env
        : withSandbox(toolchain.env, urls.sandbox)),
      BROWSER: 'none',
    },
    ports,
  );

  /** @type {import('./processes.mjs').Running[]} */
  const children = [];
  /** @type {Promise<never>[]} */
  const failures = [];
  const add = (
    /** @type {string} */ name,
    /** @type {string[]} */ args,
    cwd = inRoot(),
  ) => {
    const log = path.join(logs, `${options.logName}-${name}.log`);
    const child = start({
      name,
      file: toolchain.node.executable,
      args,
      env,
      cwd,
      log,
      onLine: line => options.onLine?.(`${name.padEnd(7)} | ${line}`),
    });
    children.push(child);
    failures.push(staysUp(child, log));
  };
  const starting = new AbortController();
  const stop = async () => {
    starting.abort();
    await Promise.all(children.map(child => child.stop()));
  };
  const ready = (/** @type {string} */ name, /** @type {string} */ url) =>
    Promise.race([answers(name, url, starting.signal), ...failures]);

  try {
    if (app) {
      add('app', [cli, 'package', 'start'], inRoot('packages/app'));
    }
    if (sandbox === 'start') {
      add(
        'sandbox',
        sandboxArgs(
          '--port',
          `${ports.sandbox}`,
          ...(options.sandboxFlags ?? []),
        ),
      );
      await ready('sandbox', `${urls.sandbox}/_sandbox/health`);
      if (options.clusters) {
        await fillSandbox(toolchain, urls.sandbox, options.clusters);
      }
    }
    // The CLI would stay when the backend dies, so only --watch goes through it.
    add(
      'backend',
      watch
        ? [cli, 'package', 'start']
        : ['--enable-source-maps', ...nodeTransform, 'src/index'],
      inRoot('packages/backend'),
    );
    await ready('backend', readinessUrl(urls.backend));
    if (app) {
      await ready('app', urls.app);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const failed = Promise.race(failures);
  failed.catch(() => undefined);
  return { urls, failed, stop };
}

export const cli = inRoot('node_modules/@backstage/cli/bin/backstage-cli');

/** @param {string[]} flags */
export const sandboxArgs = (...flags) => [
  ...nodeTransform,
  inRoot('packages/sandbox/src/main.ts'),
  ...flags,
];

/** @param {string[]} flags */
export const onboardArgs = (...flags) => [
  ...nodeTransform,
  inRoot('packages/onboard/src/main.ts'),
  ...flags,
];

/** @param {string} backendUrl */
export const readinessUrl = backendUrl =>
  `${backendUrl}/.backstage/health/v1/readiness`;

/** @param {string} url @returns {Promise<boolean>} whether it answers 200 within two seconds */
export async function isUp(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false; // refused, reset or late: not up
  }
}

/**
 * @param {string} name
 * @param {string} url
 * @param {AbortSignal} signal ends the waiting
 */
async function answers(name, url, signal) {
  const started = Date.now();
  while (!signal.aborted && !(await isUp(url))) {
    if (Date.now() - started > patience) {
      throw new Problem(
        `The ${name} did not answer at ${url} within ${duration(patience)}.`,
      );
    }
    await sleep(250);
  }
}
