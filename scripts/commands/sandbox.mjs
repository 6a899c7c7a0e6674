// @ts-check
/** npm run sandbox: the sandbox alone, filled with clusters when asked. Its other flags are its own; see packages/sandbox. */
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { portSettings } from '../flags.mjs';
import { inRoot } from '../paths.mjs';
import { setUp } from '../setup/setup.mjs';
import { fillSandbox, readClusters } from '../stack/fillSandbox.mjs';
import { requireFree } from '../stack/ports.mjs';
import { start } from '../stack/processes.mjs';
import { isUp, sandboxArgs } from '../stack/stack.mjs';
import { Problem, say } from '../terminal.mjs';

const help = `
With npm run sandbox, also:

  --clusters NUMBER  hold so many bound clusters, some of them in trouble
`;

/** @param {string[]} args @returns {Promise<number>} exit code */
export async function sandbox(args) {
  const { flags, clusters, port } = readArgs(args);
  // One that runs there already is somebody else's to fill.
  if (clusters) await requireFree({ sandbox: port });
  const toolchain = await setUp();
  const { node, env } = toolchain;
  const child = start({
    name: 'sandbox',
    file: node.executable,
    args: sandboxArgs(...flags),
    env,
    cwd: inRoot(),
    inheritOutput: true,
  });
  if (clusters) await fill(toolchain, child, port, clusters);
  const { code } = await child.ended;
  if (args.includes('--help')) say(help);
  return code ?? 1;
}

/**
 * @param {import('../setup/setup.mjs').Toolchain} toolchain
 * @param {import('../stack/processes.mjs').Running} child
 * @param {number} port
 * @param {number} clusters
 */
async function fill(toolchain, child, port, clusters) {
  const url = `http://127.0.0.1:${port}`;
  let over = false;
  child.ended.then(() => {
    over = true;
  });
  while (!over && !(await isUp(`${url}/_sandbox/health`))) await sleep(200);
  if (over) throw new Problem('The sandbox ended before it could be filled.');
  await fillSandbox(toolchain, url, clusters);
  say(`The sandbox holds ${clusters} bound clusters.`);
}

/** @param {string[]} args */
function readArgs(args) {
  const { tokens, values } = parseArgs({
    args,
    options: {
      clusters: { type: 'string' },
      port: { type: 'string' },
    },
    strict: false,
    tokens: true,
  });
  const ours = tokens.flatMap(token =>
    token.kind === 'option' && token.name === 'clusters'
      ? [token.index, ...(token.inlineValue ? [] : [token.index + 1])]
      : [],
  );
  const { clusters, port = portSettings.sandbox.usual } = values;
  return {
    flags: args.filter((_, index) => !ours.includes(index)),
    clusters: readClusters(
      clusters === undefined ? undefined : String(clusters),
    ),
    port: Number(port),
  };
}
