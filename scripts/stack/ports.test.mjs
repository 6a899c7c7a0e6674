// @ts-check
import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { test } from 'node:test';
import { freePorts, requireFree } from './ports.mjs';

test('names a busy port and the flag that changes it', async t => {
  const ports = await freePorts();
  const server = net.createServer().listen(ports.backend, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');

  await assert.rejects(requireFree(ports), {
    message: new RegExp(
      `^Port ${ports.backend} for the backend .*--backend-port`,
    ),
  });
  await requireFree({ app: ports.app, sandbox: ports.sandbox });
});

test('gives three different free ports', async () => {
  const { app, backend, sandbox } = await freePorts();
  assert.equal(new Set([app, backend, sandbox]).size, 3);
});
