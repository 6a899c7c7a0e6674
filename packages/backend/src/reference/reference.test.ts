import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import { ActionStack, startActionStack } from '../__testUtils__/actionStack';
import {
  actionIndex,
  actionPage,
  Calls,
  DescribedAction,
  installedActionSchema,
  pageName,
} from './actionPage';

jest.setTimeout(120_000);

const folder = resolve(__dirname, '../../../../docs/reference/actions');

const envType = 'production';
const cluster = {
  subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
};

/** The actions in an order in which each finds what it needs, with the input that leaves it there for the next. */
const flow: [action: string, input: JsonObject | undefined][] = [
  ['humanitec-eks:binding:render', undefined],
  ['humanitec-eks:preflight:check', { envType, cluster }],
  ['humanitec-eks:cluster:apply', { cluster }],
  ['humanitec-eks:cluster:await', { cluster }],
  ['humanitec-eks:accessRole:apply', {}],
  ['humanitec-eks:cloudAccount:apply', {}],
  ['humanitec-eks:agentDefinition:apply', { envType }],
  ['humanitec-eks:clusterDefinition:apply', {}],
  ['humanitec-eks:deployAccess:apply', {}],
  ['humanitec-eks:agent:apply', {}],
  ['humanitec-eks:agent:rotateKey', {}],
  ['humanitec-eks:runnerAccess:apply', { envType }],
  ['humanitec-eks:clusterDefinition:apply', { envType }],
  ['humanitec-eks:binding:verify', { envType }],
  ['humanitec-eks:cluster:revokeAccess', undefined],
  ['humanitec-eks:binding:remove', undefined],
];
const ids = [...new Set(flow.map(([id]) => id))];

describe('the reference of the actions', () => {
  let stack: ActionStack;
  let actions: DescribedAction[];
  const calls: Record<string, Calls> = {};

  beforeAll(async () => {
    stack = await startActionStack();
    // The example of a runner with a role needs that role.
    await stack.tamper.iam.send(
      new CreateRoleCommand({
        RoleName: 'runner-jobs',
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'pods.eks.amazonaws.com' },
              Action: ['sts:AssumeRole', 'sts:TagSession'],
            },
          ],
        }),
      }),
    );
    const { body } = await stack.api.get('/api/scaffolder/v2/actions');
    actions = installedActionSchema
      .array()
      .parse(
        body.filter(({ id }: { id: string }) =>
          id.startsWith('humanitec-eks:'),
        ),
      );
  });
  afterAll(() => stack?.stop());

  const expectRun = async (action: string, input: JsonObject) => {
    const { status, log } = await stack.run(action, input);
    const shown = status === 'completed' ? '' : log;
    expect([action, status, shown]).toEqual([action, 'completed', '']);
  };

  it('names every action, and has an example of each', () => {
    expect(actions.map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect(actions.filter(({ examples }) => examples.length === 0)).toEqual([]);
  });

  it.each(flow)('runs the examples of %s', async (id, input) => {
    const before = await stack.sandbox.snapshot();
    const { examples = [] } = actions.find(action => action.id === id) ?? {};
    expect(examples).not.toEqual([]);
    for (const { example } of examples) {
      await stack.sandbox.restore(before);
      stack.sandbox.world.calls.clear();
      for (const step of parse(example).steps) {
        // Twice: where it makes something, and where there is nothing to do.
        await expectRun(step.action, step.input);
        await expectRun(step.action, step.input);
      }
      calls[id] = withRecorded(calls[id] ?? {}, stack);
    }
    await stack.sandbox.restore(before);
    if (input) await expectRun(id, input);
  });

  it('is what docs/reference/actions says (npm run docs writes it)', async () => {
    const pages = Object.fromEntries(
      actions.map(action => [
        pageName(action.id),
        actionPage(action, calls[action.id] ?? {}),
      ]),
    );
    pages['index.md'] = actionIndex(
      ids.flatMap(id => actions.find(action => action.id === id) ?? []),
    );
    if (process.env.WRITE_DOCS) await writePages(pages);
    expect(await readPages()).toEqual(pages);
  });
});

/** The operations of the call log, added to those that are known. */
function withRecorded(known: Calls, { sandbox }: ActionStack): Calls {
  const all = new Map(
    Object.entries(known).map(([system, names]) => [system, new Set(names)]),
  );
  for (const { system, operation } of sandbox.world.calls.all()) {
    all.set(system, (all.get(system) ?? new Set()).add(operation));
  }
  return Object.fromEntries(
    Array.from(all, ([system, operations]) => [system, [...operations].sort()]),
  );
}

async function readPages(): Promise<Record<string, string>> {
  const names = await readdir(folder);
  return Object.fromEntries(
    await Promise.all(
      names.map(
        async name =>
          [name, await readFile(resolve(folder, name), 'utf8')] as const,
      ),
    ),
  );
}

async function writePages(pages: Record<string, string>) {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(pages)) {
    await writeFile(resolve(folder, name), text);
  }
}
