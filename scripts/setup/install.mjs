// @ts-check
/** Installs the dependencies when something that decides them has changed since the last time. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { inRoot, logs, root, toolchain } from '../paths.mjs';
import { say } from '../terminal.mjs';
import { addonState } from './addon.mjs';
import { requireCompiler } from './compiler.mjs';
import { runLogged } from './runLogged.mjs';

/** Written after a complete install, removed before the next: an interrupted one leaves none. */
const stamp = path.join(toolchain, 'installed');

/**
 * @param {object} options
 * @param {import('./node.mjs').ChosenNode} options.node
 * @param {string} options.yarn
 * @param {NodeJS.ProcessEnv} options.env
 */
export async function ensureInstalled({ node, yarn, env }) {
  const wanted = fingerprint(readInputs(), node.version);
  const recorded = fs.existsSync(stamp)
    ? fs.readFileSync(stamp, 'utf8')
    : undefined;
  const nodeModules = fs.existsSync(inRoot('node_modules/.yarn-state.yml'));
  if (!installNeeded({ wanted, recorded, nodeModules })) {
    return;
  }
  if (addonState(node.version) !== 'good') {
    requireCompiler(env.PATH);
  }
  fs.rmSync(stamp, { force: true });
  const command = {
    file: node.executable,
    cwd: root,
    env: {
      ...env,
      YARN_IGNORE_PATH: '1', // this very yarn, not one that a home directory names
      YARN_ENABLE_TELEMETRY: '0',
      npm_config_build_from_source: 'true', // a ready-made addon may be one that aborts
    },
    step: currentStep,
  };
  const immutable = process.env.CI ? ['--immutable'] : ['--no-immutable'];
  say('Installing the dependencies (about four minutes the first time)');
  await runLogged({
    ...command,
    title: 'Installing the dependencies',
    args: [yarn, 'install', ...immutable],
    log: path.join(logs, 'install.log'),
  });
  if (addonState(node.version) !== 'good') {
    say(
      `Compiling better-sqlite3 for Node ${node.version} (about two minutes)`,
    );
    await runLogged({
      ...command,
      title: 'Compiling better-sqlite3',
      args: [yarn, 'rebuild', 'better-sqlite3'],
      log: path.join(logs, 'compile.log'),
    });
  }
  // yarn may have settled the lock file, so what is recorded is what is there now.
  fs.writeFileSync(stamp, fingerprint(readInputs(), node.version));
}

/**
 * @param {{ wanted: string, recorded?: string, nodeModules: boolean }} facts
 * @returns {boolean}
 */
export function installNeeded({ wanted, recorded, nodeModules }) {
  return !nodeModules || recorded !== wanted;
}

/**
 * @param {Record<string, string>} inputs contents by path
 * @param {string} nodeVersion
 * @returns {string} the same for the same dependencies
 */
export function fingerprint(inputs, nodeVersion) {
  const sorted = Object.keys(inputs)
    .sort()
    .map(name => [name, inputs[name]]);
  return createHash('sha256')
    .update(JSON.stringify([nodeVersion, sorted]))
    .digest('hex');
}

/**
 * @param {string} line of yarn's output
 * @returns {string | undefined} the step it announces, in words
 */
export function currentStep(line) {
  if (/better-sqlite3.* must be (re)?built/.test(line)) {
    return 'compiling better-sqlite3';
  }
  return /┌ (\w+) step/.exec(line)?.[1]?.toLowerCase().concat(' step');
}

function readInputs() {
  const files = ['package.json', 'yarn.lock', '.yarnrc.yml'];
  for (const group of ['packages', 'plugins']) {
    for (const name of fs.readdirSync(inRoot(group))) {
      const file = path.join(group, name, 'package.json');
      if (fs.existsSync(inRoot(file))) {
        files.push(file);
      }
    }
  }
  return Object.fromEntries(
    files.map(file => [file, fs.readFileSync(inRoot(file), 'utf8')]),
  );
}
