import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

it('a sandbox of its own process tells the violations, and fails with them at its end', async () => {
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      join(__dirname, 'main.ts'),
      '--port',
      '0',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  try {
    const [start] = await once(child.stdout, 'data');
    const [, url] = /Sandbox on (http:\S+)/.exec(`${start}`) ?? [];
    await fetch(`${url}/humanitec/nothing`);
    const told = await fetch(`${url}/_sandbox/violations`);
    expect(await told.json()).toMatchObject({
      judged: { humanitec: 1 },
      violations: [expect.stringContaining('GET /nothing')],
    });

    let errors = '';
    child.stderr.on('data', data => {
      errors += data;
    });
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(errors).toContain('is not as published:\n- humanitec GET /nothing');
  } finally {
    child.kill('SIGKILL');
  }
}, 30_000);
