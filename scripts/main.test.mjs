// @ts-check
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { inRoot } from './paths.mjs';

test('every command starts where nothing is installed yet', () => {
  const clone = fs.mkdtempSync(path.join(os.tmpdir(), 'clone-'));
  try {
    fs.cpSync(inRoot('scripts'), path.join(clone, 'scripts'), {
      recursive: true,
    });
    for (const name of ['start', 'test', 'bench']) {
      const { stdout, stderr } = spawnSync(
        process.execPath,
        [path.join(clone, 'scripts/main.mjs'), name, '--help'],
        { encoding: 'utf8' },
      );
      assert.match(stdout + stderr, /^Usage: /m);
    }
  } finally {
    fs.rmSync(clone, { recursive: true, force: true });
  }
});
