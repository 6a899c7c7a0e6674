// @ts-check
import assert from 'node:assert/strict';
import net from 'node:net';
import { test } from 'node:test';
import { run, start, staysUp } from './processes.mjs';

const node = { name: 'child', file: process.execPath, env: process.env };

test('gives the exit code and the last lines', async () => {
  const { code, output } = await run({
    ...node,
    args: ['-e', 'console.log("one"); console.error("two"); process.exit(3)'],
  });
  assert.equal(code, 3);
  assert.deepEqual(output.sort(), ['one', 'two']);
});

test('an executable that is not there gives a code and a reason', async () => {
  const { code, output } = await run({ ...node, file: '/nowhere', args: [] });
  assert.equal(code, 127);
  assert.match(`${output}`, /ENOENT/);
});

test('stops what takes too long', async () => {
  const { code, output } = await run({
    ...node,
    args: ['-e', 'setInterval(() => {}, 1000)'],
    limit: 300,
  });
  assert.equal(code, 1);
  assert.match(`${output}`, /stopped after 0.3 s/);
});

test('ends the descendants of a process too', async () => {
  // The child starts a server as a process of its own; it prints its port.
  const server =
    'const s = require("net").createServer().listen(0, "127.0.0.1", () => console.log(s.address().port))';
  const parent = `require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(
    server,
  )}], { stdio: "inherit" }); setInterval(() => {}, 1000)`;
  const { child, port } = await new Promise(resolve => {
    const started = start({
      ...node,
      args: ['-e', parent],
      onLine: line => resolve({ child: started, port: Number(line) }),
    });
  });
  assert.equal(await isListening(port), true);

  await child.stop();

  assert.equal(await isListening(port), false);
});

test('tells how a process that should have stayed has ended', async () => {
  const child = start({
    ...node,
    args: ['-e', 'console.log("no database"); process.exit(7)'],
  });
  await assert.rejects(staysUp(child, 'all.log'), {
    message: /child ended \(exit code 7\)[^]*no database[^]*all\.log/,
  });
});

/** @param {number} port @returns {Promise<boolean>} */
function isListening(port) {
  return new Promise(resolve => {
    const socket = net.connect(port, '127.0.0.1');
    socket
      .once('connect', () => resolve(true))
      .once('error', () => resolve(false));
    socket.unref();
  });
}
