// @ts-check
/** The few npm packages that set-up itself needs, in the ignored folder: Node (perhaps) and yarn. */
import fs from 'node:fs';
import path from 'node:path';
import { logs, toolchain } from '../paths.mjs';
import { Problem, say } from '../terminal.mjs';
import { findExecutable } from './compiler.mjs';
import { runLogged } from './runLogged.mjs';

const folder = path.join(toolchain, 'node_modules');

/** @param {Record<string, string>} wanted version by package name */
export async function ensurePackages(wanted) {
  const specs = Object.entries(wanted).map(
    ([name, version]) => `${name}@${version}`,
  );
  if (
    Object.entries(wanted).every(
      ([name, version]) => installed(name) === version,
    )
  ) {
    return;
  }
  const npm = findExecutable('npm');
  if (!npm) {
    throw new Problem(
      'npm is needed to fetch yarn, and it is not on the PATH. Install it (it comes with Node).',
    );
  }
  say(`Fetching ${specs.join(' and ')}`);
  // Whole or not at all: an interrupted fetch leaves nothing that looks finished.
  const incoming = path.join(toolchain, 'incoming');
  fs.rmSync(incoming, { recursive: true, force: true });
  fs.mkdirSync(incoming, { recursive: true });
  await runLogged({
    title: 'Fetching',
    file: npm,
    args: [
      'install',
      '--prefix',
      incoming,
      '--no-save',
      '--no-package-lock',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      '--no-update-notifier',
      '--loglevel=notice',
      ...specs,
    ],
    cwd: incoming,
    env: process.env,
    log: path.join(logs, 'toolchain.log'),
  });
  fs.rmSync(folder, { recursive: true, force: true });
  fs.renameSync(path.join(incoming, 'node_modules'), folder);
  fs.rmSync(incoming, { recursive: true, force: true });
}

/** @param {string} name @returns {string | undefined} its version in the folder */
function installed(name) {
  const file = path.join(folder, name, 'package.json');
  return fs.existsSync(file)
    ? JSON.parse(fs.readFileSync(file, 'utf8')).version
    : undefined;
}
