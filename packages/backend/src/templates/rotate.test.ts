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

jest.setTimeout(120_000);

const name = 'rotate-agent-key';
const template = exampleTemplate(name);
const agent = 'some-agent';

const soonTwoYearsAhead = new RegExp(
  `The key expires: ${new Date().getFullYear() + 2}-\\d\\d-\\d\\d\\.`,
);

describe('the template that rotates the key of an agent', () => {
  let stack: ActionStack;
  let whole: Snapshot;
  beforeAll(async () => {
    stack = await startActionStack();
    await onboardByEngine(stack, {
      envType: 'production',
      names: { agent, agentNamespace: 'some-agents' },
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
  const writes = () => stack.writes().map(({ operation }) => operation);

  it('asks for the cluster only, and finds its agent by itself', async () => {
    expect(complaints(template, filledIn(template, identity))).toEqual([]);
    const { status, log, output } = await run(identity);
    expect([status, status === 'completed' ? '' : log]).toEqual([
      'completed',
      '',
    ]);
    expect(writes()).toContain('create secrets');
    expect(log).toMatch(/The key expires on \d{4}-\d\d-\d\d\./);
    expect(output).toEqual({
      text: [
        {
          title: `Agent ${agent}`,
          content: expect.stringMatching(/^It has a new key\. /),
        },
      ],
      links: [
        {
          title: 'Cluster in the catalog',
          icon: 'catalog',
          entityRef: `resource:default/${identity.clusterName}`,
        },
      ],
    });
    expect(JSON.stringify(output.text)).toMatch(soonTwoYearsAhead);
  });

  it('leaves a young key as it is when only an old one is to go, and says when it expires', async () => {
    const { status, output } = await run({ ...identity, olderThanDays: 365 });
    expect(status).toBe('completed');
    expect(writes()).toEqual([]);
    expect(output.text).toMatchObject([
      { content: expect.stringContaining('Its key is left as it is.') },
    ]);
    expect(JSON.stringify(output.text)).toMatch(soonTwoYearsAhead);
  });

  it('can be dry-run: it tells the plan, and what is not known before', async () => {
    const { status, body } = await dryRun(
      stack,
      name,
      filledIn(template, identity),
    );
    expect([status, body.error?.message]).toEqual([200, undefined]);
    expect(JSON.stringify(body.log)).toContain('+ agent key');
    expect(body.output.text).toMatchObject([
      {
        title: `Agent ${agent}`,
        content: expect.stringMatching(
          /^It would get a new key\. .*known after the run/,
        ),
      },
    ]);
    expect(writes()).toEqual([]);
  });

  it.each([
    ['no cluster', { clusterName: undefined }, /^clusterName: must have/],
    ['no days', { olderThanDays: 0 }, /^olderThanDays: must be >= 1/],
  ])('complains about %s', (_, wrong, complaint) => {
    const values = filledIn(template, { ...identity, ...wrong });
    expect(complaints(template, values)).toEqual([
      expect.stringMatching(complaint),
    ]);
  });
});
