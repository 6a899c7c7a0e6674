import { Sandbox, startSandbox, Timings } from 'sandbox';
import {
  BackendProcess,
  startBackendProcess,
} from '../../src/__testUtils__/backendProcess';
import { NoPostgres, startPostgres } from '../../src/__testUtils__/postgres';

/** Backends as app-config.production.yaml has them: one database, one outside world. */
export interface Replicas {
  sandbox: Sandbox;
  /** One more; it ends with all others. */
  start(): Promise<BackendProcess>;
  stop(): Promise<void>;
}

/** @param timings - of the sandbox, in seconds */
export async function startReplicas(
  timings: Partial<Timings>,
): Promise<Replicas | NoPostgres> {
  const postgres = await startPostgres();
  if ('why' in postgres) return postgres;
  const sandbox = await startSandbox({ timings });
  const started: Promise<BackendProcess>[] = [];
  return {
    sandbox,
    start() {
      const replica = startBackendProcess(sandbox, {
        config: ['app-config.yaml', 'app-config.production.yaml'],
        env: { ...postgres.env, ...production },
      });
      started.push(replica);
      return replica;
    },
    async stop() {
      const ended = await Promise.allSettled(started);
      await Promise.all(
        ended.map(one => one.status === 'fulfilled' && one.value.kill()),
      );
      await sandbox.close();
      await postgres.stop();
    },
  };
}

/** What a team gives them, with a guest in place of its own sign-in. */
const production = {
  NODE_ENV: 'production',
  BACKSTAGE_URL: 'http://localhost:7007',
  APP_CONFIG_auth_providers_guest: JSON.stringify({
    userEntityRef: 'user:default/guest',
    dangerouslyAllowOutsideDevelopment: true,
  }),
};
