import { ActionStack, startActionStack } from '../__testUtils__/actionStack';
import {
  agentKeys,
  configMap,
  deployment,
  editPod,
  foreignKey,
  make,
  secondSecret,
  secret,
} from '../__testUtils__/agentObjects';
import { clusterSteps } from '../__testUtils__/clusterSteps';
import { untilCalled } from '../__testUtils__/untilCalled';

jest.setTimeout(300_000);

const id = 'eks-automode-prod';
const apply = 'humanitec-eks:agent:apply';
const rotateKey = 'humanitec-eks:agent:rotateKey';

/** In this order nothing is ever without a key that works. */
const rotation = [
  'create secrets',
  'POST /orgs/{orgId}/agents/{agentId}/keys',
  'patch deployments',
  'DELETE /orgs/{orgId}/agents/{agentId}/keys/{fingerprint}',
  'delete secrets',
];

describe('humanitec-eks:agent:rotateKey', () => {
  let stack: ActionStack;
  let made: Awaited<ReturnType<ActionStack['sandbox']['snapshot']>>;
  let old: string;
  beforeAll(async () => {
    stack = await startActionStack();
    for (const [action, input] of [...clusterSteps, [apply]] as const) {
      const { status, log } = await stack.run(action, input);
      if (status !== 'completed') throw new Error(log);
    }
    made = await stack.sandbox.snapshot();
    [old] = (await keys()).inCluster;
  }, 120_000);
  afterAll(() => stack?.stop());
  beforeEach(async () => {
    stack.sandbox.world.faults.clear();
    await stack.sandbox.restore(made);
    stack.sandbox.world.calls.clear();
  });

  const keys = () => agentKeys(stack.tamper, id);
  const writes = () => stack.writes().map(({ operation }) => operation);
  const expectOneKey = async () => {
    const { inCluster, registered, running } = await keys();
    expect(inCluster).toHaveLength(1);
    expect(registered).toEqual(inCluster);
    expect(running).toEqual([inCluster[0], inCluster[0]]);
    return inCluster[0];
  };

  it('gives the agent another key, and takes the old one away last', async () => {
    const task = await stack.run(rotateKey);
    expect(task.status).toBe('completed');
    expect(task.output.step).toMatchObject({ changed: true, agentId: id });
    expect(writes()).toEqual(rotation);
    expect(await expectOneKey()).not.toBe(old);
    expect(task.log).not.toContain('PRIVATE KEY');
  });

  it('leaves the agent in sync, so that the next run changes nothing', async () => {
    await stack.run(rotateKey);
    stack.sandbox.world.calls.clear();
    const { log } = await stack.run(apply);
    expect(log).toContain('Unchanged.');
    expect(writes()).toEqual([]);
  });

  it('can be done again and again', async () => {
    const seen = new Set([old]);
    for (let times = 0; times < 2; times += 1) {
      await stack.run(rotateKey);
      seen.add(await expectOneKey());
    }
    expect(seen.size).toBe(3);
  });

  it('tells the plan in a dry-run and writes nothing', async () => {
    const dry = await stack.dryRun(rotateKey);
    expect(dry.status).toBe(200);
    expect(dry.log).toMatch(
      /\+ agent key <fingerprint-of-the-key>[\s\S]*- agent key [0-9a-f]{64}: another key takes its place/,
    );
    expect(dry.log).toMatch(/\+ kubernetes object Secret .*-private-key-2/);
    expect(dry.log).toMatch(/- kubernetes object Secret .*-private-key: once/);
    expect(writes()).toEqual([]);
  });

  it.each([
    { kind: 'error', status: 403 } as const,
    { kind: 'reset', after: true } as const,
  ])(
    'is completed by the next run, whichever call fails (%j)',
    async effect => {
      for (const [index, operation] of rotation.entries()) {
        await stack.sandbox.restore(made);
        stack.sandbox.world.calls.clear();
        stack.sandbox.world.faults.add({ operation, effect });
        const first = await stack.run(rotateKey);
        stack.sandbox.world.faults.clear();
        const { registered } = await keys();
        const done = first.status === 'completed';
        const second = done ? first : await stack.run(rotateKey);
        const secretsMade = stack
          .writes()
          .filter(call => call.operation === 'create secrets')
          .filter(({ status }) => status !== 403 && status !== 409);
        const current = await expectOneKey();
        expect({
          operation,
          status: second.status,
          // Until the pods are proven, nothing of the old key is gone.
          keptOld: done || index >= 3 || registered.includes(old),
          rotations: secretsMade.length,
          rotated: current !== old,
        }).toEqual({
          operation,
          status: 'completed',
          keptOld: true,
          rotations: 1,
          rotated: true,
        });
      }
    },
    120_000,
  );

  it('is completed by an ordinary run as well', async () => {
    const effect = { kind: 'error', status: 403 } as const;
    stack.sandbox.world.faults.add({ operation: 'patch deployments', effect });
    await stack.run(rotateKey);
    const waiting = (await keys()).inCluster.find(key => key !== old);
    const dry = await stack.dryRun(apply);
    expect(dry.log).toContain(`- agent key ${old}`);

    expect((await stack.run(apply)).status).toBe('completed');
    expect(await expectOneKey()).toBe(waiting);
  });

  it('keeps the old key working as long as the new pods do not start', async () => {
    await editPod(stack.tamper, (_, agent) => {
      agent.image = 'ghcr.io/humanitec/agent:does-not-exist';
    });
    const task = await stack.run(rotateKey);
    expect(task.status).toBe('failed');
    expect(task.log).toContain('cannot pull its image');
    const { registered, running, inCluster } = await keys();
    expect(running).toEqual([old, old]);
    expect(registered).toContain(old);
    expect(inCluster).toHaveLength(2);

    await editPod(stack.tamper, (_, agent) => {
      agent.image = 'ghcr.io/humanitec/agent:1.8.4';
    });
    const completed = await stack.run(rotateKey);
    expect(completed.log).toContain('A rotation was interrupted');
    expect(inCluster).toContain(await expectOneKey());
  });

  it('is one rotation when two runs begin it at the very same time', async () => {
    const tasks = await Promise.all([
      stack.run(rotateKey),
      stack.run(rotateKey),
    ]);
    expect(tasks.map(({ status }) => status)).toEqual([
      'completed',
      'completed',
    ]);
    expect(await expectOneKey()).not.toBe(old);
    const secrets = stack
      .writes()
      .filter(({ operation }) => operation === 'create secrets')
      .map(({ status }) => status);
    expect(secrets.sort()).toEqual([201, 409]);
  });

  it('goes well beside an ordinary run that changes the agent', async () => {
    const tasks = await Promise.all([
      stack.run(rotateKey),
      stack.run(apply, { agent: { proxy: { httpProxy: 'http://proxy' } } }),
    ]);
    expect(tasks.map(({ status }) => status)).toEqual([
      'completed',
      'completed',
    ]);
    expect(await expectOneKey()).not.toBe(old);
    const { log } = await stack.run(apply);
    expect(log).toContain('Unchanged.');
  });

  it.each([
    // The first list of keys is that of the look which the steps of a task share.
    ['was looking at the keys', 1, 'Agent: looking at what is there'],
    ['was about to delete former keys', 2, 'Something was changed in between'],
  ])('is not undone by a run that %s', async (_, skip, told) => {
    const operation = 'GET /orgs/{orgId}/agents/{agentId}/keys';
    stack.sandbox.world.faults.add({
      operation,
      skip,
      effect: { kind: 'delay', seconds: 12 },
    });
    const agent = { proxy: { httpProxy: 'http://proxy' } };
    const slow = stack.run(apply, { agent });
    await untilCalled(stack, operation, skip + 1);
    expect((await stack.run(rotateKey)).status).toBe('completed');
    const rotated = await expectOneKey();

    const task = await slow;
    expect(task.log).toContain(told);
    expect(task.status).toBe('completed');
    expect(await expectOneKey()).toBe(rotated);
  });

  it('leaves a key alone that is younger than asked for', async () => {
    const task = await stack.run(rotateKey, { olderThanDays: 365 });
    expect(task.output.step).toMatchObject({ changed: false });
    expect(task.log).toContain('The key is 0 days old; it is not rotated');
    expect(writes()).toEqual([]);
  });

  it('changes nothing else of the agent', async () => {
    const api = await stack.tamper.kubernetes();
    await stack.tamper.patchObject(configMap, { data: { LOG: 'debug' } });
    const { spec }: any = await api.read(deployment);
    await stack.run(rotateKey);
    const after: any = await api.read(deployment);
    expect(after.spec.replicas).toBe(spec.replicas);
    expect(after.spec.template.spec.containers).toEqual(
      spec.template.spec.containers,
    );
    expect(await api.read(configMap)).toMatchObject({
      data: { LOG: 'debug' },
    });
  });

  it("refuses a Secret of somebody else in the new key's place", async () => {
    await make(stack.tamper, { ...secondSecret, data: foreignKey().data });
    stack.sandbox.world.calls.clear();
    const task = await stack.run(rotateKey);
    expect(task.status).toBe('failed');
    expect(task.log).toMatch(/private-key-2: it exists and does not carry our/);
    expect(writes()).toEqual([]);
  });

  it('needs an agent with a key', async () => {
    await (await stack.tamper.kubernetes()).delete(secret);
    const task = await stack.run(rotateKey);
    expect(task.status).toBe('failed');
    expect(task.log).toContain('the cluster holds no key of the agent');
  });
});
