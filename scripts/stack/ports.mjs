// @ts-check
/** Ports on the loopback interface: is one free, and which one is. */
import { randomInt } from 'node:crypto';
import net from 'node:net';
import { Problem } from '../terminal.mjs';
import { portSettings } from '../flags.mjs';

/**
 * @param {Partial<import('../flags.mjs').Ports>} ports
 * @returns {Promise<void>} rejects with a Problem that names each busy port and its flag
 */
export async function requireFree(ports) {
  const busy = [];
  for (const [key, port] of Object.entries(ports)) {
    const name = /** @type {keyof typeof portSettings} */ (key);
    if (!(await listen(port))) {
      busy.push(
        `Port ${port} for the ${name} is in use: stop what uses it, or choose another with --${portSettings[name].flag}.`,
      );
    }
  }
  if (busy.length) {
    throw new Problem(busy.join('\n'));
  }
}

/** Three different free ports. @returns {Promise<import('../flags.mjs').Ports>} */
export async function freePorts() {
  const app = await freePort(() => true);
  const backend = await freePort(port => port !== app);
  const sandbox = await freePort(port => port !== app && port !== backend);
  return { app, backend, sandbox };
}

/** Below those that systems give to outgoing connections, which could take it before it is used. */
async function freePort(/** @type {(port: number) => boolean} */ isOther) {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if (isOther(port) && (await listen(port))) return port;
  }
}

/** @param {number} port */
async function listen(port) {
  try {
    await close(await open(port));
    return true;
  } catch (error) {
    if (error.code === 'EADDRINUSE' || error.code === 'EACCES') {
      return false;
    }
    throw error;
  }
}

/** @param {number} port @returns {Promise<net.Server>} */
function open(port) {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

/** @param {net.Server} server */
function close(server) {
  return new Promise(resolve => server.close(resolve));
}
