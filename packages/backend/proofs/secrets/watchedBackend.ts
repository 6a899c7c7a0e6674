import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Sandbox, startSandbox, Timings } from 'sandbox';
import type { Response } from 'superagent';
import {
  BackendProcess,
  startBackendProcess,
} from '../../src/__testUtils__/backendProcess';
import {
  GitHost,
  gitHostIntegration,
  startGitHost,
} from '../../src/__testUtils__/gitHost';
import { Canaries } from './canaries';

const root = resolve(__dirname, '../../../..');

/** The host's own backend in a process of its own, with everything watched that it says, keeps and connects to. */
export interface WatchedBackend extends BackendProcess {
  sandbox: Sandbox;
  gitHost: GitHost;
  canaries: Canaries;
  /** What was written down since this was last called, by place. */
  written(): Promise<Record<string, Buffer>>;
  /** `connect 127.0.0.1:7600`, `lookup localhost`: all since the start. */
  connections(): Promise<string[]>;
  stop(): Promise<void>;
}

/**
 * It logs at debug level, keeps its database in files, and the state of tasks to recover them.
 *
 * @param before prepares the sandbox before the backend starts
 */
export async function startWatchedBackend(
  timings: Partial<Timings>,
  before: (sandbox: Sandbox, canaries: Canaries) => void = () => {},
): Promise<WatchedBackend> {
  const folder = await mkdtemp(join(tmpdir(), 'watched-backend-'));
  const at = (name: string) => join(folder, name);
  await Promise.all(
    ['database', 'workspaces', 'tmp'].map(name => mkdir(at(name))),
  );
  const canaries = new Canaries();
  const sandbox = await startSandbox({ timings, onExchange: canaries.listen });
  canaries.plant(sandbox);
  before(sandbox, canaries);
  const gitHost = await startGitHost();
  // JSON is YAML.
  await writeFile(
    at('app-config.yaml'),
    JSON.stringify({
      backend: {
        database: {
          client: 'better-sqlite3',
          connection: { directory: at('database') },
        },
        workingDirectory: at('workspaces'),
        actions: { pluginSources: ['humanitec-eks'] },
      },
      catalog: {
        locations: [
          location('examples/entities/organization.yaml', [
            'Domain',
            'System',
            'Group',
            'User',
          ]),
          location('examples/templates/*/template.yaml', ['Template']),
          location('packages/backend/proofs/secrets/hostileClusters.yaml', [
            'Resource',
          ]),
        ],
      },
      integrations: gitHostIntegration(gitHost),
      scaffolder: { taskRecovery: { enabled: true } },
    }),
  );
  const output: Buffer[] = [];
  const answers: Buffer[] = [];
  const backend = await startBackendProcess(sandbox, {
    config: ['app-config.yaml', relative(root, at('app-config.yaml'))],
    onOutput: chunk => output.push(chunk),
    env: {
      LOG_LEVEL: 'debug',
      TMPDIR: at('tmp'),
      NODE_OPTIONS: `--require ${resolve(__dirname, 'recordConnections.cjs')}`,
      PROOF_CONNECTIONS: at('connections'),
      HUMANITEC_TOKEN: canaries.humanitecToken,
      AWS_SECRET_ACCESS_KEY: canaries.secretAccessKey,
    },
  }).catch(async error => {
    await sandbox.close();
    await gitHost.close();
    throw error;
  });
  canaries.note('Backstage token of the guest', backend.token);
  backend.api.on('response', (response: Response) => {
    answers.push(
      Buffer.from(`${JSON.stringify(response.headers)}\n${response.text}\n`),
    );
  });
  return {
    ...backend,
    sandbox,
    gitHost,
    canaries,
    async written() {
      return {
        'the backend’s log': Buffer.concat(output.splice(0)),
        'the answers of its endpoints': Buffer.concat(answers.splice(0)),
        'the database': await databaseIn(at('database')),
        'workspaces and temporary files': Buffer.concat([
          await filesIn(at('workspaces')),
          await filesIn(at('tmp')),
        ]),
        'pull requests': Buffer.from(JSON.stringify(gitHost.pullRequests())),
      };
    },
    async connections() {
      const text = await readFile(at('connections'), 'utf8');
      return text.trim().split('\n');
    },
    async stop() {
      await backend.kill();
      await sandbox.close();
      await gitHost.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function filesIn(folder: string): Promise<Buffer> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const files = entries.filter(entry => entry.isFile());
  return Buffer.concat(
    await Promise.all(
      files.map(({ parentPath, name }) => readFile(join(parentPath, name))),
    ),
  );
}

/** Every value of every table of every plugin. */
async function databaseIn(folder: string): Promise<Buffer> {
  const files = await readdir(folder, { recursive: true });
  const databases = files.filter(file => file.endsWith('.sqlite'));
  return Buffer.concat(databases.flatMap(file => valuesIn(join(folder, file))));
}

function valuesIn(file: string): Buffer[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return database
      .prepare("select name from sqlite_master where type = 'table'")
      .all()
      .flatMap(({ name }) => database.prepare(`select * from "${name}"`).all())
      .flatMap(row => Object.values(row))
      .flatMap(value => [
        value instanceof Uint8Array
          ? Buffer.from(value)
          : Buffer.from(String(value)),
        Buffer.from('\n'),
      ]);
  } finally {
    database.close();
  }
}

function location(path: string, allow: string[]) {
  return { type: 'file', target: resolve(root, path), rules: [{ allow }] };
}
