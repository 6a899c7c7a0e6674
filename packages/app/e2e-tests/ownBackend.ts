/** A backend of a test's own, against the same sandbox, while the other tests go on with theirs. */
import { Page } from '@playwright/test';
import { ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { addresses } from './sandbox';

const root = path.resolve(__dirname, '../../..');

/** What Backstage has in its environment to find the sandbox. */
const environment = {
  NODE_ENV: 'development',
  AWS_ENDPOINT_URL: addresses.aws,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIASANDBOXBACKSTAGE',
  AWS_SECRET_ACCESS_KEY: 'sandbox-only-not-a-secret-0000000000000000',
  HUMANITEC_API_BASE_URL: addresses.humanitec,
  HUMANITEC_TOKEN: 'sandbox-humanitec-token',
};

export interface OwnBackend {
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts it with an empty catalog, and waits until it answers.
 *
 * @param entry - below packages/backend/src
 * @param config - `auth_providers_guest_userEntityRef`: as in APP_CONFIG_… variables
 */
export async function startOwnBackend(
  entry: string,
  config: Record<string, string> = {},
): Promise<OwnBackend> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const settings = {
    app_baseUrl: process.env.APP_URL,
    backend_baseUrl: url,
    backend_listen_port: `${port}`,
    backend_cors_origin: process.env.APP_URL,
    ...config,
  };
  const child = runTypeScript(`packages/backend/src/${entry}`, [], {
    ...environment,
    ...Object.fromEntries(
      Object.entries(settings).map(([key, value]) => [
        `APP_CONFIG_${key}`,
        value,
      ]),
    ),
  });
  const stop = async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  for (let tries = 0; tries < 300 && child.exitCode === null; tries += 1) {
    const ready = await fetch(`${url}/.backstage/health/v1/readiness`).then(
      response => response.ok,
      () => false,
    );
    if (ready) return { url, stop };
    await sleep(200);
  }
  await stop();
  throw new Error(`${entry} did not become ready (exit ${child.exitCode})`);
}

/** What a page asks of Backstage's backend is asked of this one. */
export async function useBackend(page: Page, { url }: OwnBackend) {
  const usual = String(process.env.BACKEND_URL);
  await page.route(
    ({ href }) => href.startsWith(usual),
    route => route.continue({ url: route.request().url().replace(usual, url) }),
  );
}

/** Fills the sandbox with bound clusters, some of them in trouble, as `npm start -- --clusters` does. */
export async function fillSandbox(clusters: number): Promise<void> {
  const child = runTypeScript(
    'packages/seed-fleet/src/main.ts',
    [String(process.env.SANDBOX_URL), `${clusters}`],
    environment,
  );
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`no ${clusters} clusters: exit ${code}`);
}

function runTypeScript(
  file: string,
  args: string[],
  env: NodeJS.ProcessEnv,
): ChildProcess {
  return spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      path.join(root, file),
      ...args,
    ],
    {
      cwd: path.join(root, 'packages/backend'),
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
}

/** Below those that systems give to outgoing connections, which could take it before it is used. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    if (String(error).includes('EADDRINUSE')) return false;
    throw error;
  }
  server.close();
  await once(server, 'close');
  return true;
}
