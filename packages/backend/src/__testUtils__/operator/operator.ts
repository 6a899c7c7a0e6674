import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { listening } from '../network/listening';
import type { Stack } from '../startStack';
import { awsProgram } from './aws';
import { humctlProgram } from './humctl';
import { kubectlProgram } from './kubectl';

/** A program of the operator's: what it was called with, and what it prints. Fails with what it says. */
export type Program = (call: {
  args: string[];
  stdin: string;
  cwd: string;
  env: Record<string, string | undefined>;
}) => Promise<string>;

/**
 * A person with a shell, in a folder of rendered files, signed in as
 * administrator of the account and of the organization. The shell, openssl
 * and sed are real; aws, humctl and kubectl do in process what they would do,
 * against the sandbox on the wire.
 */
export interface Operator {
  folder: string;
  /** @returns what it printed; fails when the script does */
  run(script: string): Promise<string>;
  close(): Promise<void>;
}

const callSchema = z.object({
  tool: z.enum(['aws', 'humctl', 'kubectl']),
  args: z.array(z.string()),
  stdin: z.string(),
  cwd: z.string(),
  env: z.record(z.string(), z.string().optional()),
});

/** Hands its command line to the test, which plays the program. */
const STAND_IN = `
const [url, tool, ...args] = process.argv.slice(2);
const reads = args.some(arg => arg === '-' || arg.endsWith('=/dev/stdin'));
const stdin = reads ? require('node:fs').readFileSync(0, 'utf8') : '';
const { HUMANITEC_ORG } = process.env;
const body = { tool, args, stdin, cwd: process.cwd(), env: { HUMANITEC_ORG } };
fetch(url, { method: 'POST', body: JSON.stringify(body) })
  .then(response => response.json())
  .then(({ output, error }) => {
    if (error === undefined) return process.stdout.write(output);
    process.exitCode = 1;
    return process.stderr.write(tool + ': ' + error + '\\n');
  });
`;

/** @param files - what is in the folder, by path */
export async function startOperator(
  stack: Pick<Stack, 'sandbox'>,
  files: Record<string, string>,
): Promise<Operator> {
  const home = await mkdtemp(join(tmpdir(), 'operator-'));
  const folder = join(home, 'repository');
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const programs = {
    aws: awsProgram(),
    humctl: humctlProgram(stack.sandbox.humanitecUrl),
    kubectl: kubectlProgram(),
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { tool, ...call } = callSchema.parse(
      JSON.parse(Buffer.concat(chunks).toString()),
    );
    const answer = await programs[tool](call).then(
      output => ({ output }),
      error => ({ error: String(error.message) }),
    );
    response.end(JSON.stringify(answer));
  });
  const { port, close } = await listening(server);
  const url = `http://127.0.0.1:${port}`;
  const standIn = join(home, 'stand-in.cjs');
  await writeFile(standIn, STAND_IN);
  const bin = join(home, 'bin');
  await mkdir(bin);
  for (const tool of Object.keys(programs)) {
    const file = join(bin, tool);
    await writeFile(
      file,
      `#!/bin/sh\nexec "${process.execPath}" "${standIn}" ${url} ${tool} "$@"\n`,
    );
    await chmod(file, 0o755);
  }
  return {
    folder,
    run: script => runShell(script, folder, bin),
    close,
  };
}

/** Stops at the first command that fails, as a person does. */
function runShell(script: string, cwd: string, bin: string): Promise<string> {
  return new Promise((done, fail) => {
    // A shell whose input is a socket, as Node gives it, would read the machine's own start-up file.
    const shell = spawn('bash', ['--norc', '-euo', 'pipefail', '-c', script], {
      cwd,
      env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
    });
    let output = '';
    const add = (chunk: Buffer) => {
      output += chunk;
    };
    shell.stdout.on('data', add);
    shell.stderr.on('data', add);
    shell.on('error', fail);
    shell.on('close', code =>
      code === 0 ? done(output) : fail(new Error(`exit ${code}\n${output}`)),
    );
  });
}
