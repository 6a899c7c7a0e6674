// @ts-check
/** The whole set-up: Node, yarn, dependencies. Does only what is not done yet. */
import fs from 'node:fs';
import path from 'node:path';
import { inRoot, toolchain } from '../paths.mjs';
import { say } from '../terminal.mjs';
import { ensureInstalled } from './install.mjs';
import { withLock } from './lock.mjs';
import { chooseNode, nodeEnvironment } from './node.mjs';
import { ensurePackages } from './packages.mjs';

/**
 * @typedef {object} Toolchain
 * @property {import('./node.mjs').ChosenNode} node
 * @property {NodeJS.ProcessEnv} env for everything that runs on it
 */

/** @returns {Promise<Toolchain>} */
export async function setUp() {
  const { packages, ...node } = chooseNode();
  const env = nodeEnvironment(node);
  await withLock(path.join(toolchain, 'lock'), async () => {
    if (node.version !== process.versions.node) {
      say(
        `Node ${process.versions.node} is not one that Backstage runs on: using ${node.version} from .toolchain.`,
      );
    }
    await ensurePackages({ ...packages, '@yarnpkg/cli-dist': yarnVersion() });
    const yarn = path.join(
      toolchain,
      'node_modules/@yarnpkg/cli-dist/bin/yarn.js',
    );
    await ensureInstalled({ node, yarn, env });
  });
  return { node, env };
}

/** The version that packageManager names: "yarn@4.13.0+sha…" */
function yarnVersion() {
  const { packageManager } = JSON.parse(
    fs.readFileSync(inRoot('package.json'), 'utf8'),
  );
  return packageManager.replace(/^yarn@/, '').replace(/\+.*/, '');
}
