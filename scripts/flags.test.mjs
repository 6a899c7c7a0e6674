// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPorts } from './flags.mjs';

test('ports: the flag before the variable, the variable before the usual port', () => {
  const ports = readPorts(
    { 'app-port': '3100' },
    { APP_PORT: '3200', BACKEND_PORT: '7107' },
  );
  assert.deepEqual(ports, { app: 3100, backend: 7107, sandbox: 7600 });
});

for (const wrong of ['0', '65536', '80x', '-1', '7.5']) {
  test(`ports: refuses ${wrong}`, () => {
    assert.throws(() => readPorts({ 'backend-port': wrong }, {}), {
      message: new RegExp(`${wrong} is not a port: --backend-port`),
    });
  });
}
