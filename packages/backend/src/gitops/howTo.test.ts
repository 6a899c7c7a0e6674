import { mockCredentials } from '@backstage/backend-test-utils';
import { execFile } from 'node:child_process';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { startStack, Stack } from '../__testUtils__/startStack';

jest.setTimeout(60_000);

const root = resolve(__dirname, '../../../..');

describe('the commands of docs/how-to/onboard-with-gitops.md', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({});
  });
  afterAll(() => stack?.stop());

  it('leave the files in a Git repository', async () => {
    const page = resolve(root, 'docs/how-to/onboard-with-gitops.md');
    const commands = [
      ...(await readFile(page, 'utf8')).matchAll(/^```sh\n(.*?)^```$/gms),
    ].map(([, code]) => code);
    expect(commands).toHaveLength(2);

    const home = await mkdtemp(join(tmpdir(), 'how-to-'));
    const checkout = await checkoutIn(home);
    const { stdout } = await shell(commands.join('\n'), checkout, {
      PATH: `${home}/bin:${process.env.PATH}`,
      BACKSTAGE_BASE_URL: stack.url,
      BACKSTAGE_TOKEN: mockCredentials.user.token(),
    });

    expect(stdout).toContain('# EKS cluster eks-automode-prod');
    const clusters = join(home, 'clusters');
    expect((await readdir(join(clusters, 'eks-automode-prod'))).sort()).toEqual(
      [
        'README.md',
        'aws',
        'examples',
        'humanitec',
        'humanitec-operator-values.yaml',
        'kubernetes',
      ],
    );
    const { stdout: left } = await shell('git status --short', clusters, {});
    expect(left).toBe('');
  });
});

/** A checkout as far as the commands look at it, and an npm that runs the onboard program of this one. */
async function checkoutIn(home: string): Promise<string> {
  const checkout = join(home, 'checkout');
  await mkdir(checkout);
  await mkdir(join(home, 'bin'));
  await symlink(join(root, 'examples'), join(checkout, 'examples'));
  const npm = join(home, 'bin/npm');
  const program = [
    process.execPath,
    '--require',
    require.resolve('@backstage/cli/config/nodeTransform.cjs'),
    resolve(root, 'packages/onboard/src/main.ts'),
  ];
  // npm run onboard -- …
  await writeFile(npm, `#!/bin/sh\nshift 3\nexec ${program.join(' ')} "$@"\n`);
  await chmod(npm, 0o755);
  return checkout;
}

function shell(script: string, cwd: string, env: Record<string, string>) {
  const { INIT_CWD: _, ...inherited } = process.env;
  return promisify(execFile)(
    'bash',
    ['--norc', '-euo', 'pipefail', '-c', script],
    {
      cwd,
      env: {
        ...inherited,
        GIT_AUTHOR_NAME: 'Somebody',
        GIT_AUTHOR_EMAIL: 'somebody@example.com',
        GIT_COMMITTER_NAME: 'Somebody',
        GIT_COMMITTER_EMAIL: 'somebody@example.com',
        ...env,
      },
    },
  );
}
