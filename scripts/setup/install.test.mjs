// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeDirectory } from './addon.mjs';
import { currentStep, fingerprint, installNeeded } from './install.mjs';

const inputs = { 'package.json': '{}', 'yarn.lock': 'a' };

test('the fingerprint does not depend on the order of files', () => {
  const reversed = { 'yarn.lock': 'a', 'package.json': '{}' };
  assert.equal(
    fingerprint(reversed, '24.18.1'),
    fingerprint(inputs, '24.18.1'),
  );
});

/** @type {[what: string, inputs: Record<string, string>, node: string][]} */
const changes = [
  ['the lock file', { ...inputs, 'yarn.lock': 'b' }, '24.18.1'],
  ['a package.json', { ...inputs, 'package.json': '{ }' }, '24.18.1'],
  [
    'the set of packages',
    { ...inputs, 'plugins/x/package.json': '{}' },
    '24.18.1',
  ],
  ['Node', inputs, '22.20.0'],
];

for (const [what, changed, node] of changes) {
  test(`installs again when ${what} has changed`, () => {
    const recorded = fingerprint(inputs, '24.18.1');
    const wanted = fingerprint(changed, node);
    assert.equal(installNeeded({ wanted, recorded, nodeModules: true }), true);
  });
}

test('does not install again when nothing has changed', () => {
  const wanted = fingerprint(inputs, '24.18.1');
  assert.equal(
    installNeeded({ wanted, recorded: wanted, nodeModules: true }),
    false,
  );
});

test('installs when the last install did not finish', () => {
  const wanted = fingerprint(inputs, '24.18.1');
  assert.equal(installNeeded({ wanted, nodeModules: true }), true);
});

test('installs when node_modules has been removed', () => {
  const wanted = fingerprint(inputs, '24.18.1');
  assert.equal(
    installNeeded({ wanted, recorded: wanted, nodeModules: false }),
    true,
  );
});

test('tells what yarn is doing', () => {
  assert.equal(currentStep('➤ YN0000: ┌ Fetch step'), 'fetch step');
  assert.equal(
    currentStep(
      '➤ YN0007: │ better-sqlite3@npm:12.11.1 must be built because it never has been before',
    ),
    'compiling better-sqlite3',
  );
  assert.equal(currentStep('➤ YN0000: └ Completed in 2s'), undefined);
});

test('reads from the addon which Node it was compiled for', () => {
  const written =
    '{\n  "variables": {\n    "nodedir": "/n/24",\n    "x": 1\n  }\n}';
  assert.equal(nodeDirectory(written), '/n/24');
  assert.equal(nodeDirectory('{ "variables": {} }'), undefined);
});
