// @ts-check
/** The tests of these scripts, on Node's own test runner. */
import fs from 'node:fs';
import { inRoot, root } from '../paths.mjs';
import { logOf, runNode } from './check.mjs';
import { readTap } from './tap.mjs';

/** @type {import('./check.mjs').Check} */
export const scriptsCheck = {
  id: 'scripts',
  title: 'Tests of scripts/',
  async run(context) {
    const files = fs
      .readdirSync(inRoot('scripts'), { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.test.mjs'))
      .map(file => inRoot('scripts', file));
    const code = await runNode('scripts', context, {
      args: ['--test', '--test-reporter', 'tap', ...files],
      cwd: root,
    });
    return readTap(fs.readFileSync(logOf('scripts'), 'utf8'), code);
  },
};
