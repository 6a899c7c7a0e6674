import { startSandbox } from 'sandbox';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBackendProcess } from './__testUtils__/backendProcess';
import {
  awaitTask,
  runTemplate,
  startTask,
  workedExample,
} from './__testUtils__/scaffolder';
import { startStack, Stack } from './__testUtils__/startStack';

jest.setTimeout(180_000);

const timings = {
  clusterCreate: 6,
  iamPropagation: 1,
  accessEntryPropagation: 1,
  nodeStart: 1,
  podStart: 1,
};

describe('onboarding that is interrupted', () => {
  it('stops within a second when it is cancelled, and the next run completes it', async () => {
    const stack = await startStack(timings);
    const { template, values } = await workedExample();
    const id = await startTask(stack, template, values);
    await untilCalled(stack, 'CreateCluster');

    const start = Date.now();
    await stack.api.post(`/api/scaffolder/v2/tasks/${id}/cancel`).expect(200);
    const cancelled = await awaitTask(stack, id);
    expect(cancelled.log).toContain('This step had done:');
    expect(cancelled.status).not.toBe('completed');
    // A second for the scaffolder to notice, a second for us.
    expect(Date.now() - start).toBeLessThan(3_000);
    await callsHaveEnded(stack);

    const task = await runTemplate(stack, template, values);
    await stack.stop();
    expect(task.status).toBe('completed');
    expectOneOfEach(stack);
  });

  it('is completed after the backend was killed half-way', async () => {
    const sandbox = await startSandbox({ timings });
    const { template, values } = await workedExample();
    try {
      const first = await startBackendProcess(sandbox);
      await startTask(first, template, values);
      await untilCalled({ sandbox }, 'POST /orgs/{orgId}/resources/defs');
      await first.kill();

      const second = await startBackendProcess(sandbox);
      try {
        const task = await runTemplate(second, template, values);
        expect(task.status).toBe('completed');
        expectOneOfEach({ sandbox });
      } finally {
        await second.kill();
      }
    } finally {
      await sandbox.close();
    }
  });
});

async function untilCalled(
  { sandbox }: Pick<Stack, 'sandbox'>,
  operation: string,
) {
  for (let tries = 0; tries < 300; tries += 1) {
    const calls = sandbox.world.calls.all();
    if (calls.some(call => call.operation === operation)) return;
    await sleep(50);
  }
  throw new Error(`${operation} was not called`);
}

/** After the cancelled task has ended, nothing of it goes on. */
async function callsHaveEnded({ sandbox }: Stack) {
  const before = sandbox.world.calls.all().length;
  await sleep(2_500);
  expect(sandbox.world.calls.all()).toHaveLength(before);
}

/** Nothing was made twice. */
function expectOneOfEach({ sandbox }: Pick<Stack, 'sandbox'>) {
  const made = sandbox.world.calls
    .all()
    .filter(({ status = 0 }) => status >= 200 && status < 300);
  const count = (operation: string) =>
    made.filter(call => call.operation === operation).length;
  expect(count('CreateCluster')).toBe(1);
  expect(count('CreateRole')).toBe(3);
  expect(count('CreatePolicy')).toBe(1);
  expect(count('POST /orgs/{orgId}/resources/accounts')).toBe(1);
  expect(count('POST /orgs/{orgId}/resources/defs')).toBe(3);
  expect(count('POST /orgs/{orgId}/agents')).toBe(1);
  expect(count('POST /orgs/{orgId}/agents/{agentId}/keys')).toBe(0);
}
