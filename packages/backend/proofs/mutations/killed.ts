import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { nodeArguments } from '../nodeArguments';

const root = resolve(__dirname, '../../../..');

/** A defect that somebody could write: one text of one source file, replaced. */
export interface Mutation {
  /** What is wrong with it, in a few words. */
  name: string;
  /** From the root of the repository. */
  file: string;
  /** Occurs once in the file. */
  from: string;
  to: string;
}

/**
 * Runs a proof with the mutation in place, in it and in all backends that it starts. Passes when the proof fails, and
 * with the words that a reader would have to see.
 *
 * @param proof a file, from the folder of the proofs: `faults/sweep.proof.ts`
 * @param only pattern that names the parts of the proof that are to run; all when left out
 * @param sees what the output of the failing proof holds
 */
export async function killed(
  mutation: Mutation,
  { proof, only, sees }: { proof: string; only?: RegExp; sees: RegExp },
): Promise<void> {
  await assertFits(mutation);
  const { code, output } = await run(proof, {
    PROOF_MUTATION: JSON.stringify(mutation),
    ...(only && { PROOF_ONLY: only.source }),
  });
  const tail = output.slice(-4_000);
  assert.notEqual(code, 0, `It survives: ${mutation.name}\n${tail}`);
  assert.match(output, sees, tail);
}

/** Else a backend that cannot be loaded would pass for a defect that was noticed. */
async function assertFits({ file, from }: Mutation) {
  const source = await readFile(resolve(root, file), 'utf8');
  const times = source.split(from).length - 1;
  assert.equal(
    times,
    1,
    `The text to replace occurs ${times} times in ${file}`,
  );
}

async function run(proof: string, environment: NodeJS.ProcessEnv) {
  // The runner around us tells its children by this variable whom to report to.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const child = spawn(
    process.execPath,
    [
      ...nodeArguments,
      '--test',
      '--test-reporter=tap',
      '--test-timeout=120000',
      '--test-force-exit',
      resolve(__dirname, '..', proof),
    ],
    {
      cwd: resolve(__dirname, '../..'),
      env: { ...env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = new Promise<number | null>(done => {
    child.once('exit', done);
  });
  const output = await text(child.stdout);
  return { code: await ended, output };
}
