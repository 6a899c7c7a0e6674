import { mockCredentials } from '@backstage/backend-test-utils';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startStack, Stack } from './__testUtils__/startStack';

jest.setTimeout(180_000);

const root = resolve(__dirname, '../../..');
const example = resolve(root, 'examples/onboarding/eks-automode-prod.yaml');

describe('npm run onboard', () => {
  let stack: Stack;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'onboard-'));
    stack = await startStack({
      clusterCreate: 2,
      iamPropagation: 1,
      accessEntryPropagation: 1,
      nodeStart: 1,
      podStart: 1,
    });
  });
  afterAll(() => stack?.stop());

  const run = (...args: string[]) => onboard(stack, args);

  it('tells the plan of a dry-run and writes its files', async () => {
    const out = join(folder, 'out');
    const { code, stdout } = await run(example, '--dry-run', '--out', out);

    expect(code).toBe(0);
    expect(stdout).toContain('+ eks cluster eks-automode-prod');
    expect(await readdir(out)).toContain('aws');
    const { sts, ...writes } = stack.sandbox.world.calls.writes();
    expect(writes).toEqual({
      iam: 0,
      eks: 0,
      ec2: 0,
      humanitec: 0,
      kubernetes: 0,
    });
  });

  it('explains a wrong value as the form does, and starts nothing', async () => {
    const file = join(folder, 'wrong.yaml');
    const text = await readFile(example, 'utf8');
    await writeFile(file, text.replace("'111122223333'", "'1111'"));
    const { code, stderr } = await run(file);

    expect(code).toBe(2);
    expect(stderr).toMatch(/awsAccountId: .*The 12 digits of the account ID/);
  });

  it('onboards the worked example and reports it as one JSON document', async () => {
    const { code, stdout, stderr } = await run(example, '--json');

    const report = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(report.status).toBe('completed');
    expect(report.steps).toHaveLength(13);
    expect(report.steps[1]).toEqual({
      id: 'cluster',
      action: 'humanitec-eks:cluster:apply',
      status: 'completed',
      seconds: expect.any(Number),
    });
    expect(
      report.binding.parts.map((part: { status: string }) => part.status),
    ).toEqual(Array(8).fill('inSync'));
    expect(stderr).toContain('The binding of eks-automode-prod is whole');
  });

  it('says what to do when no Backstage answers', async () => {
    const { code, stderr } = await onboard({ url: 'http://127.0.0.1:9' }, [
      example,
    ]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/No Backstage answers.*npm start/);
  });
});

/** The program as npm starts it, in a process of its own. */
function onboard({ url }: Pick<Stack, 'url'>, args: string[]) {
  return new Promise<{ code: number; stdout: string; stderr: string }>(done => {
    const child = execFile(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        resolve(root, 'packages/onboard/src/main.ts'),
        ...args,
      ],
      {
        env: {
          ...process.env,
          BACKSTAGE_BASE_URL: url,
          BACKSTAGE_TOKEN: mockCredentials.user.token(),
        },
      },
      (_, stdout, stderr) =>
        done({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}
