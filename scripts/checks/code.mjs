// @ts-check
/** Checks that read the code and run none of it: types, lint, format, configuration. */
import { inRoot, root, toolchain } from '../paths.mjs';
import { withSandbox } from '../stack/environment.mjs';
import { cli } from '../stack/stack.mjs';
import { commandCheck, runNode } from './check.mjs';

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
  configCheck(),
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

/** @returns {import('./check.mjs').Check} app-config.yaml, alone and as it is in production */
function configCheck() {
  const files = ['app-config.yaml', 'app-config.production.yaml'];
  return {
    id: 'config',
    title: files.join(', '),
    async run(context) {
      for (const [index, file] of files.entries()) {
        const code = await runNode('config', context, {
          args: [
            cli,
            'config:check',
            '--strict',
            ...files.slice(0, index + 1).flatMap(used => ['--config', used]),
          ],
          env: withSandbox(production, 'http://127.0.0.1:7600'),
          cwd: root,
        });
        if (code !== 0) return { passed: index, failed: 1, reasons: [file] };
      }
      return { passed: files.length, failed: 0 };
    },
  };
}

/** What app-config.production.yaml takes from the environment. */
const production = {
  BACKSTAGE_URL: 'https://backstage.example.com',
  POSTGRES_HOST: 'postgres.example.com',
  POSTGRES_PORT: '5432',
  POSTGRES_USER: 'backstage',
  POSTGRES_PASSWORD: 'an-example',
  POSTGRES_DATABASE: 'backstage',
};
