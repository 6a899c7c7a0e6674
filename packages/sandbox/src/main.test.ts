import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';

const transform = require.resolve(
  '@backstage/cli-node/config/nodeTransform.cjs',
);

let running: ChildProcess | undefined;
afterEach(() => running?.kill('SIGKILL'));

function start(...options: string[]) {
  const child = spawn(
    process.execPath,
    ['--require', transform, join(__dirname, 'main.ts'), ...options],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  running = child;
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', data => {
    output.stdout += data;
  });
  child.stderr.on('data', data => {
    output.stderr += data;
  });
  return { child, output, exit: once(child, 'close') };
}

it('says where it is, answers there, and ends on SIGTERM', async () => {
  const { child, output, exit } = start('--port', '0', '--speed', '10');
  await once(child.stdout, 'data');
  const [, url] = /Sandbox on (http:\S+)/.exec(output.stdout) ?? [];
  expect(output.stdout).toContain(`export AWS_ENDPOINT_URL=${url}/aws`);
  const timings = await fetch(`${url}/_sandbox/timings`);
  expect(await timings.json()).toMatchObject({ clusterCreate: 3 });
  child.kill('SIGTERM');
  expect(await exit).toEqual([0, null]);
  expect(output.stderr).toBe('');
}, 30_000);

it('says so when the port is in use', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { output, exit } = start('--port', String(port));
  expect(await exit).toEqual([1, null]);
  expect(output.stderr).toBe(
    `Port ${port} of 127.0.0.1 is in use: stop what listens there, or choose another with --port.\n`,
  );
  other.close();
}, 30_000);

it.each([
  [['--port', 'http'], '--port must be a number'],
  [['--speed', '0'], '--speed must be a number above 0'],
  [['--colour'], "Unknown option '--colour'"],
])(
  'refuses %j',
  async (options, message) => {
    const { output, exit } = start(...options);
    expect(await exit).toEqual([1, null]);
    expect(output.stderr).toContain(message);
  },
  30_000,
);
