// @ts-check
/** Child processes, each with all its descendants: started, followed line by line, ended. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { Problem } from '../terminal.mjs';

/** How long a process may take to end before it is killed. */
const patience = 8_000;

/**
 * @typedef {object} Command
 * @property {string} name       how messages call it
 * @property {string} file       the executable
 * @property {string[]} args
 * @property {NodeJS.ProcessEnv} env
 * @property {string} [cwd]
 * @property {string} [log]      file that gets all output
 * @property {(line: string) => void} [onLine]
 * @property {boolean} [inheritOutput] the terminal gets standard output and error as they are
 */

/**
 * @typedef {object} Running
 * @property {string} name
 * @property {Promise<{ code: number | null, signal: string | null }>} ended
 * @property {() => string[]} lastLines
 * @property {() => Promise<void>} stop
 */

/** @type {Set<{ pid: number, stop(): Promise<void> }>} */
const running = new Set();

// Whatever way this process ends, nothing that it started stays behind.
process.on('exit', () =>
  running.forEach(({ pid }) => signalGroup(pid, 'SIGKILL')),
);

/** The last one started ends first: what it depends on is still there meanwhile. */
export async function stopAll() {
  for (const child of [...running].reverse()) await child.stop();
}

/**
 * Starts a command in a process group of its own.
 * @param {Command} command
 * @returns {Running}
 */
export function start({
  name,
  file,
  args,
  env,
  cwd,
  log,
  onLine,
  inheritOutput,
}) {
  const child = spawn(file, args, {
    cwd,
    env,
    detached: true,
    stdio: inheritOutput
      ? ['ignore', 'inherit', 'inherit']
      : ['ignore', 'pipe', 'pipe'],
  });
  const last = /** @type {string[]} */ ([]);
  const logFile = log ? openLog(log) : undefined;
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) {
      readline.createInterface({ input: stream }).on('line', line => {
        const plain = stripVTControlCharacters(line);
        last.push(plain);
        last.splice(0, last.length - 30);
        logFile?.write(`${plain}\n`);
        onLine?.(line);
      });
    }
  }
  const ended = new Promise(resolve => {
    // Whoever reads the log at the end finds all of it.
    const end = (/** @type {object} */ how) =>
      logFile ? logFile.end(() => resolve(how)) : resolve(how);
    child.once('error', error => {
      last.push(String(error));
      end({ code: 127, signal: null });
    });
    child.once('close', (code, signal) => end({ code, signal }));
  });
  const entry = child.pid ? follow(child.pid, ended) : undefined;
  // When the leader is gone, what it left behind in its group goes too.
  child.once('exit', () => entry && signalGroup(entry.pid, 'SIGKILL'));
  return {
    name,
    ended,
    lastLines: () => [...last],
    stop: async () => entry?.stop(),
  };
}

/**
 * Runs a command to its end.
 * @param {Command & { limit?: number }} command limit: milliseconds after which it is stopped
 * @returns {Promise<{ code: number, output: string[] }>} exit code, and the last lines
 */
export async function run({ limit = 24 * 3_600_000, ...command }) {
  const child = start(command);
  const timer = new AbortController();
  const first = await Promise.race([
    child.ended,
    sleep(limit, 'late', { signal: timer.signal }).catch(() => undefined),
  ]);
  timer.abort();
  if (first === 'late') {
    await child.stop();
    return {
      code: 1,
      output: [...child.lastLines(), `stopped after ${limit / 1000} s`],
    };
  }
  const { code } = await child.ended;
  return { code: code ?? 1, output: child.lastLines() };
}

/**
 * Rejects, with its last lines, when a process ends that should have stayed.
 * @param {Running} child
 * @param {string} log
 * @returns {Promise<never>}
 */
export async function staysUp(child, log) {
  const { code, signal } = await child.ended;
  const how = signal ? `signal ${signal}` : `exit code ${code}`;
  throw new Problem(
    [
      `The ${child.name} ended (${how}). Its last lines:`,
      ...child.lastLines().map(line => `  ${line}`),
      `All of its output: ${log}`,
    ].join('\n'),
  );
}

/** @param {number} pid @param {Promise<unknown>} ended */
function follow(pid, ended) {
  const entry = { pid, stop: () => stopGroup(pid, ended) };
  running.add(entry);
  ended.then(() => running.delete(entry));
  return entry;
}

/** @param {number} pid @param {Promise<unknown>} ended */
async function stopGroup(pid, ended) {
  signalGroup(pid, 'SIGTERM');
  const timer = new AbortController();
  await Promise.race([
    ended,
    sleep(patience, undefined, { signal: timer.signal }).catch(() => undefined),
  ]);
  timer.abort();
  signalGroup(pid, 'SIGKILL');
  await ended;
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // ESRCH: nobody left. EPERM: macOS says so when only a zombie is left.
    if (error.code !== 'ESRCH' && error.code !== 'EPERM') {
      throw error;
    }
  }
}

/** @param {string} file */
function openLog(file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  return fs.createWriteStream(file);
}
