import { UpdateClusterConfigCommand } from '@aws-sdk/client-eks';
import type { JsonObject } from '@backstage/types';
import type { Snapshot } from 'sandbox';
import {
  ActionStack,
  identity,
  startActionStack,
} from '../__testUtils__/actionStack';
import { onboardByEngine } from '../__testUtils__/engine';
import { exampleTemplate } from '../__testUtils__/exampleTemplates';
import { dryRun, runTemplate } from '../__testUtils__/scaffolder';
import { complaints, filledIn } from '../__testUtils__/templateForm';

jest.setTimeout(180_000);

const name = 'offboard-eks-cluster';
const template = exampleTemplate(name);
const { clusterName } = identity;
const confirmed = { ...identity, confirm: clusterName };

describe('the template that off-boards a cluster', () => {
  let stack: ActionStack;
  let empty: unknown;
  let whole: Snapshot;
  beforeAll(async () => {
    stack = await startActionStack();
    empty = await stack.world();
    await onboardByEngine(stack, {
      envType: 'production',
      names: { accessRole: 'some-role', cloudAccount: 'some-account' },
    });
    whole = await stack.sandbox.snapshot();
  });
  afterAll(() => stack?.stop());
  beforeEach(async () => {
    await stack.sandbox.restore(whole);
    stack.sandbox.world.calls.clear();
  });

  const run = (answers: JsonObject) =>
    runTemplate(stack, `template:default/${name}`, filledIn(template, answers));
  const writes = () =>
    stack
      .writes()
      .filter(({ system }) => system !== 'sts')
      .map(({ operation }) => operation);

  it('keeps the cluster when nothing else is said, and tells what went, what stays and where it is', async () => {
    expect(complaints(template, filledIn(template, confirmed))).toEqual([]);
    const { status, log, output } = await run(confirmed);
    expect([status, status === 'completed' ? '' : log]).toEqual([
      'completed',
      '',
    ]);
    expect(output).toMatchObject({
      text: [
        {
          title: 'Taken away',
          content: expect.stringMatching(
            /^- cluster definition\n[\s\S]*- access role/,
          ),
        },
        {
          title: 'What stays, and why',
          content: expect.stringMatching(/^- EKS cluster .*it was to be kept/),
        },
      ],
      links: [
        {
          title: 'Cluster in AWS',
          url: expect.stringContaining(`clusters/${clusterName}`),
        },
      ],
    });
    const world = JSON.stringify(await stack.world());
    expect(world).toContain(clusterName);
    expect(world).not.toContain('some-role');
    expect(world).not.toContain('some-account');
  });

  it('takes the cluster along when that is asked for, leaves no trace and links to nothing', async () => {
    const { status, output } = await run({ ...confirmed, keepCluster: false });
    expect(status).toBe('completed');
    expect(output.text).toMatchObject([{ title: 'Taken away' }]);
    expect(output.links ?? []).toEqual([]);
    expect(await stack.world()).toEqual(empty);
  });

  it('takes a protected cluster only when its protection is to be lifted', async () => {
    await stack.tamper.eks.send(
      new UpdateClusterConfigCommand({
        name: clusterName,
        deletionProtection: true,
      }),
    );
    const away = { ...confirmed, keepCluster: false };
    const kept = await run(away);
    expect(kept.output.text).toMatchObject([
      { title: 'Taken away' },
      { content: expect.stringContaining('deletion protection is on') },
    ]);
    const gone = await run({ ...away, liftDeletionProtection: true });
    expect(gone.status).toBe('completed');
    expect(await stack.world()).toEqual(empty);
  });

  it('takes access that was given up back for the removal, as its form has it', async () => {
    await stack.run('humanitec-eks:cluster:revokeAccess');
    const { status } = await run(confirmed);
    expect(status).toBe('completed');
    expect(JSON.stringify(await stack.world())).not.toContain(
      'humanitec-agent',
    );
  });

  it('is refused with another name than that of the cluster, and changes nothing', async () => {
    const { status, log } = await run({ ...identity, confirm: 'eks-other' });
    expect(status).toBe('failed');
    expect(log).toContain(
      `confirm: must be the name of the cluster, ${clusterName}`,
    );
    expect(writes()).toEqual([]);
  });

  it('needs the name once more', () => {
    expect(complaints(template, filledIn(template, identity))).toEqual([
      expect.stringMatching(/^confirm: must have required property/),
    ]);
  });

  it('can be dry-run: it tells what would go and what would stay, and changes nothing', async () => {
    const { status, body } = await dryRun(
      stack,
      name,
      filledIn(template, confirmed),
    );
    expect([status, body.error?.message]).toEqual([200, undefined]);
    expect(JSON.stringify(body.log)).toContain('- iam role some-role');
    expect(body.output.text).toMatchObject([
      { title: 'Would be taken away' },
      { title: 'What stays, and why' },
    ]);
    expect(writes()).toEqual([]);
  });
});
