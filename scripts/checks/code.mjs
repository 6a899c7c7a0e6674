// @ts-check
/** Checks that read the code and run none of it: types, lint, format, configuration. */
import { inRoot, root, toolchain } from '../paths.mjs';
import { withSandbox } from '../stack/environment.mjs';
import { cli } from '../stack/stack.mjs';
import { commandCheck } from './check.mjs';

export const codeChecks = [
  typeCheck('types', 'Types of the packages', 'tsconfig.json'),
  typeCheck('types-scripts', 'Types of scripts/', 'scripts/tsconfig.json'),
  commandCheck({
    id: 'lint',
    title: 'Lint of the packages',
    args: [cli, 'repo', 'lint', '--max-warnings', '0'],
    cwd: root,
  }),
  commandCheck({
    id: 'lint-scripts',
    title: 'Lint of scripts/',
    args: [
      inRoot('node_modules/eslint/bin/eslint.js'),
      '--ext',
      '.mjs',
      '--max-warnings',
      '0',
      'scripts',
    ],
    cwd: root,
  }),
  commandCheck({
    id: 'format',
    title: 'Format',
    args: [
      inRoot('node_modules/prettier/bin-prettier.js'),
      '--check',
      '--loglevel',
      'warn',
      '--cache',
      '--cache-location',
      `${toolchain}/prettier-cache`,
      '.',
    ],
    cwd: root,
  }),
  commandCheck({
    id: 'config',
    title: 'app-config.yaml',
    args: [cli, 'config:check', '--strict'],
    env: withSandbox({}, 'http://127.0.0.1:7600'),
    cwd: root,
  }),
];

/** @param {string} id @param {string} title @param {string} project */
function typeCheck(id, title, project) {
  const compiler = inRoot('node_modules/typescript/bin/tsc');
  return commandCheck({
    id,
    title,
    args: [compiler, '--noEmit', '--pretty', 'false', '--project', project],
    cwd: root,
  });
}
