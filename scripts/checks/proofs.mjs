// @ts-check
/** What is promised of faults, replicas and secrets: programs of packages/backend/proofs that show it. */
import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from '../paths.mjs';
import { nodeTransform } from '../stack/nodeTransform.mjs';
import { logOf, runNode } from './check.mjs';
import { readTap } from './tap.mjs';

const backend = inRoot('packages/backend');

export const proofChecks = [
  proofCheck('faults', 'Proof: faults'),
  proofCheck('replicas', 'Proof: replicas'),
  proofCheck('secrets', 'Proof: secrets'),
];

/**
 * @param {string} id folder of the proofs
 * @param {string} title
 * @returns {import('./check.mjs').Check}
 */
function proofCheck(id, title) {
  return {
    id,
    title,
    async run(context) {
      let done = 0;
      const code = await runNode(id, context, {
        args: [
          '--require',
          path.join(backend, 'proofs/mutations/hook.cjs'),
          ...nodeTransform,
          '--test',
          '--test-reporter=tap',
          // Each keeps both cores busy.
          '--test-concurrency=1',
          ...proofsIn(path.join(backend, 'proofs', id)),
        ],
        cwd: backend,
        onLine: line => {
          if (/^ *(not )?ok \d+ /.test(line)) {
            done += 1;
            context.progress(`${done} done`);
          }
        },
      });
      return readTap(fs.readFileSync(logOf(id), 'utf8'), code);
    },
  };
}

/** @param {string} folder */
function proofsIn(folder) {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.proof.ts'))
    .sort()
    .map(file => path.join(folder, file));
}
