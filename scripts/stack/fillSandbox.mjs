// @ts-check
/** Many bound clusters for a sandbox that runs: one is onboarded, the others are copies. */
import path from 'node:path';
import { inRoot, logs } from '../paths.mjs';
import { Problem } from '../terminal.mjs';
import { withSandbox } from './environment.mjs';
import { nodeTransform } from './nodeTransform.mjs';
import { run } from './processes.mjs';

/**
 * @param {import('../setup/setup.mjs').Toolchain} toolchain
 * @param {string} url of a sandbox that was started for this
 * @param {number} count
 */
export async function fillSandbox({ node, env }, url, count) {
  const log = path.join(logs, 'sandbox-clusters.log');
  const { code } = await run({
    name: 'clusters',
    file: node.executable,
    args: [
      ...nodeTransform,
      inRoot('packages/seed-fleet/src/main.ts'),
      url,
      `${count}`,
    ],
    env: withSandbox(env, url),
    cwd: inRoot(),
    log,
  });
  if (code !== 0) {
    throw new Problem(
      `The sandbox could not be filled with ${count} clusters: see ${log}.`,
    );
  }
}

/**
 * @param {string | undefined} given
 * @returns {number | undefined} how many clusters were asked for
 */
export function readClusters(given) {
  if (given === undefined) return undefined;
  const count = Number(given);
  if (!Number.isInteger(count) || count < 1 || count > 5_000) {
    throw new Problem(
      `${given} is no number of clusters: --clusters takes one from 1 to 5000.`,
    );
  }
  return count;
}
