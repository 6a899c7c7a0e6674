import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startSandbox } from 'sandbox';
import { startBackendProcess } from '../../src/__testUtils__/backendProcess';
import { oneOfEach } from '../../src/__testUtils__/oneOfEach';
import {
  runTemplate,
  startTask,
  workedExample,
} from '../../src/__testUtils__/scaffolder';
import { untilCalled } from '../../src/__testUtils__/untilCalled';

test('a backend killed half-way: the same input again completes what it began', async () => {
  const sandbox = await startSandbox({
    timings: {
      clusterCreate: 6,
      iamPropagation: 1,
      accessEntryPropagation: 1,
      nodeStart: 1,
      podStart: 1,
    },
  });
  const { template, values } = await workedExample();
  try {
    const first = await startBackendProcess(sandbox);
    await startTask(first, template, values);
    await untilCalled({ sandbox }, 'POST /orgs/{orgId}/resources/defs');
    await first.kill();

    const second = await startBackendProcess(sandbox);
    try {
      const task = await runTemplate(second, template, values);
      assert.equal(task.status, 'completed', task.log);
      assert.deepEqual(oneOfEach.made(sandbox), oneOfEach.expected);
    } finally {
      await second.kill();
    }
  } finally {
    await sandbox.close();
  }
});
