// @ts-check
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { Problem } from '../terminal.mjs';
import { choose, headersVersion, isFit, nodeEnvironment } from './node.mjs';

/** @type {[version: string, fit: boolean][]} */
const versions = [
  ['18.20.8', false],
  ['20.20.2', false],
  ['21.7.3', false],
  ['22.12.0', false],
  ['22.18.9', false],
  ['22.19.0', true],
  ['22.23.3', true],
  ['23.11.0', false],
  ['24.0.0', true],
  ['24.18.1', true],
  ['24.18.9', true],
  ['24.19.0', false],
  ['24.21.0', false],
  ['25.2.0', false],
  ['26.0.0', false],
];

for (const [version, fit] of versions) {
  test(`Node ${version} is ${fit ? '' : 'not '}fit`, () => {
    assert.equal(isFit(version), fit);
  });
}

const machine = { platform: 'linux', arch: 'x64', glibc: true };

test('takes the installed Node when it is fit, on any platform', () => {
  for (const platform of ['linux', 'darwin']) {
    const chosen = choose({ ...machine, platform, version: '24.18.1' });
    assert.equal(chosen, 'installed');
  }
});

test('takes the pinned Node on 64-bit Linux otherwise', () => {
  assert.equal(choose({ ...machine, version: '20.20.2' }), 'pinned');
});

test('asks for an installed Node where there is no pinned one', () => {
  for (const other of [
    { platform: 'darwin' },
    { arch: 'arm64' },
    { glibc: false },
  ]) {
    assert.throws(
      () => choose({ ...machine, ...other, version: '20.20.2' }),
      error => error instanceof Problem && /Install one/.test(error.message),
    );
  }
});

test('sets nodedir to the chosen Node, whatever npm exports', () => {
  const env = nodeEnvironment(
    { version: '24.18.1', executable: '/n/bin/node', directory: '/n' },
    {
      PATH: '/usr/bin',
      npm_config_nodedir: '/usr',
      NPM_CONFIG_NODEDIR: '/opt',
      npm_config_loglevel: 'silent',
    },
  );
  assert.deepEqual(env, { PATH: '/n/bin:/usr/bin', npm_config_nodedir: '/n' });
});

test('removes nodedir when the chosen Node has no headers, and an empty HOME', () => {
  const env = nodeEnvironment(
    { version: '24.18.1', executable: '/n/bin/node' },
    { PATH: '/usr/bin', HOME: '', npm_config_nodedir: '/usr' },
  );
  assert.deepEqual(env, { PATH: '/n/bin:/usr/bin' });
});

test('reads which Node the headers in a directory are of', t => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'headers-'));
  t.after(() => fs.rmSync(directory, { recursive: true }));
  assert.equal(headersVersion(directory), undefined);

  fs.mkdirSync(path.join(directory, 'include/node'), { recursive: true });
  fs.writeFileSync(
    path.join(directory, 'include/node/node_version.h'),
    '#define NODE_MAJOR_VERSION 24\n#define NODE_MINOR_VERSION 18\n#define NODE_PATCH_VERSION 1\n',
  );
  assert.equal(headersVersion(directory), '24.18.1');
});
