import { ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from 'sandbox';
import request from 'supertest';
import { nodeArguments } from '../../proofs/nodeArguments';
import { freePort } from './freePort';

const LAST_LINES = 20;
const LONGEST_LINE = 300;

/** The host's own backend in a process of its own, signed in to as guest. */
export interface BackendProcess {
  api: ReturnType<typeof request.agent>;
  url: string;
  /** The token of the guest. */
  token: string;
  /** The end of what it has logged, without the requests that it has answered. */
  output(): string;
  /** As the kernel kills: nothing is tidied up. */
  kill(): Promise<void>;
  /** It stands still, as on a machine that is suspended, until `resume`. */
  suspend(): void;
  resume(): void;
}

/**
 * Starts it against a sandbox.
 *
 * @param options - files of `config` from the root of the repository, by default app-config.yaml alone, with an empty
 *   database; `env` is added to its environment; `onOutput` hears all that it logs
 */
export async function startBackendProcess(
  sandbox: Sandbox,
  {
    config = ['app-config.yaml'],
    env = {},
    onOutput = () => {},
  }: {
    config?: string[];
    env?: NodeJS.ProcessEnv;
    onOutput?: (chunk: Buffer) => void;
  } = {},
): Promise<BackendProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    process.execPath,
    [
      ...nodeArguments,
      'src/index',
      ...config.flatMap(file => ['--config', `../../${file}`]),
    ],
    {
      cwd: resolve(__dirname, '../..'),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NODE_ENV: 'development',
        APP_CONFIG_backend_baseUrl: url,
        APP_CONFIG_backend_listen_host: '127.0.0.1',
        APP_CONFIG_backend_listen_port: `${port}`,
        AWS_ENDPOINT_URL: sandbox.awsUrl,
        AWS_REGION: 'eu-central-1',
        AWS_ACCESS_KEY_ID: 'AKIASANDBOXBACKSTAGE',
        AWS_SECRET_ACCESS_KEY: 'sandbox-only-not-a-secret-0000000000000000',
        HUMANITEC_API_BASE_URL: sandbox.humanitecUrl,
        HUMANITEC_TOKEN: 'sandbox-humanitec-token',
        ...env,
      },
    },
  );
  // It must not outlive a test that ends otherwise than it meant to.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  child.stdout.on('data', onOutput);
  child.stderr.on('data', onOutput);
  const output = lastWordsOf(child);
  await untilReady(url, child, output);
  const guest = await request(url).get('/api/auth/guest/refresh').expect(200);
  const { token } = guest.body.backstageIdentity;
  return {
    url,
    token,
    api: request.agent(url).set('Authorization', `Bearer ${token}`),
    output,
    kill: () =>
      new Promise(done => {
        if (hasEnded(child)) done();
        child.once('exit', () => done());
        kill();
      }),
    suspend: () => child.kill('SIGSTOP'),
    resume: () => child.kill('SIGCONT'),
  };
}

function lastWordsOf({ stdout, stderr }: ChildProcess): () => string {
  const lines: string[] = [];
  for (const input of [stdout, stderr]) {
    if (!input) continue;
    createInterface({ input }).on('line', line => {
      if (/incomingRequest/.test(line)) return;
      lines.push(line.slice(0, LONGEST_LINE));
      lines.splice(0, lines.length - LAST_LINES);
    });
  }
  return () => lines.join('\n');
}

async function untilReady(
  url: string,
  child: ChildProcess,
  output: () => string,
) {
  for (let tries = 0; tries < 600 && !hasEnded(child); tries += 1) {
    const ready = await fetch(`${url}/.backstage/health/v1/readiness`).then(
      response => response.ok,
      () => false,
    );
    if (ready) return;
    await sleep(100);
  }
  child.kill('SIGKILL');
  throw new Error(
    `The backend did not become ready (exit ${child.exitCode}): ${output()}`,
  );
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
