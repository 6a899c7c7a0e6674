// @ts-check
/** Reads a command's flags, and the ports from flags or the environment. */
import { parseArgs } from 'node:util';
import { Problem } from './terminal.mjs';

/**
 * @typedef {{ app: number, backend: number, sandbox: number }} Ports
 */

/** One row a port: where it can be set and what it is when nobody does. */
export const portSettings = /** @type {const} */ ({
  app: { flag: 'app-port', variable: 'APP_PORT', usual: 3000 },
  backend: { flag: 'backend-port', variable: 'BACKEND_PORT', usual: 7007 },
  sandbox: { flag: 'sandbox-port', variable: 'SANDBOX_PORT', usual: 7600 },
});

/**
 * Like parseArgs of node:util, with its complaint in our words.
 * @template {import('node:util').ParseArgsConfig} T
 * @param {T} config
 */
export function readFlags(config) {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new Problem(`${error.message}\nSee --help.`);
  }
}

/**
 * @param {Record<string, unknown>} values flags as parseArgs gives them
 * @param {Record<string, string | undefined>} [env]
 * @returns {Ports}
 */
export function readPorts(values, env = process.env) {
  const read = (/** @type {keyof Ports} */ name) => {
    const { flag, variable, usual } = portSettings[name];
    const given = values[flag] ?? env[variable];
    if (given === undefined || given === '') {
      return usual;
    }
    const port = Number(given);
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      throw new Problem(
        `${given} is not a port: --${flag} (or ${variable}) takes a number from 1 to 65535.`,
      );
    }
    return port;
  };
  return {
    app: read('app'),
    backend: read('backend'),
    sandbox: read('sandbox'),
  };
}
