import { setTimeout as sleep } from 'node:timers/promises';
import { oneOfEach } from './__testUtils__/oneOfEach';
import {
  awaitTask,
  runTemplate,
  startTask,
  workedExample,
} from './__testUtils__/scaffolder';
import { startStack, Stack } from './__testUtils__/startStack';
import { untilCalled } from './__testUtils__/untilCalled';

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
    expect(oneOfEach.made(stack.sandbox)).toEqual(oneOfEach.expected);
  });
});

/** After the cancelled task has ended, nothing of it goes on. */
async function callsHaveEnded({ sandbox }: Stack) {
  const before = sandbox.world.calls.all().length;
  await sleep(2_500);
  expect(sandbox.world.calls.all()).toHaveLength(before);
}
