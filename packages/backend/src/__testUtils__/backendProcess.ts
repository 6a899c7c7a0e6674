import { ChildProcess, spawn } from 'node:child_process';
import { AddressInfo, createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from 'sandbox';
import request from 'supertest';
import { nodeArguments } from '../../proofs/nodeArguments';

/** The host's own backend in a process of its own, signed in to as guest. */
export interface BackendProcess {
  api: ReturnType<typeof request>;
  /** As the kernel kills: nothing is tidied up. */
  kill(): Promise<void>;
}

/** Starts it against a sandbox, with an empty database. */
export async function startBackendProcess(
  sandbox: Sandbox,
): Promise<BackendProcess> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, [...nodeArguments, 'src/index'], {
    cwd: resolve(__dirname, '../..'),
    stdio: 'ignore',
    env: {
      ...process.env,
      NODE_ENV: 'development',
      APP_CONFIG_backend_baseUrl: url,
      APP_CONFIG_backend_listen_port: `${port}`,
      AWS_ENDPOINT_URL: sandbox.awsUrl,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'AKIASANDBOXBACKSTAGE',
      AWS_SECRET_ACCESS_KEY: 'sandbox-only-not-a-secret-0000000000000000',
      HUMANITEC_API_BASE_URL: sandbox.humanitecUrl,
      HUMANITEC_TOKEN: 'sandbox-humanitec-token',
    },
  });
  await untilReady(url, child);
  const guest = await request(url).get('/api/auth/guest/refresh').expect(200);
  const { token } = guest.body.backstageIdentity;
  return {
    api: request.agent(url).set('Authorization', `Bearer ${token}`),
    kill: () =>
      new Promise(done => {
        child.once('exit', () => done());
        child.kill('SIGKILL');
      }),
  };
}

async function untilReady(url: string, child: ChildProcess) {
  for (let tries = 0; tries < 300 && child.exitCode === null; tries += 1) {
    const ready = await fetch(`${url}/.backstage/health/v1/readiness`).then(
      response => response.ok,
      () => false,
    );
    if (ready) return;
    await sleep(200);
  }
  child.kill('SIGKILL');
  throw new Error(`The backend did not become ready (exit ${child.exitCode})`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise(done => {
    server.close(done);
  });
  return port;
}
