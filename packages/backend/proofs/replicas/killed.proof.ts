import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instantTimings } from 'sandbox';
import {
  awaitTask,
  startTask,
  workedExample,
} from '../../src/__testUtils__/scaffolder';
import { oneOfEach } from '../../src/__testUtils__/oneOfEach';
import { untilCalled } from '../../src/__testUtils__/untilCalled';
import { startReplicas } from './replicas';

test('a replica finishes the task of another that was killed', async t => {
  const replicas = await startReplicas(instantTimings);
  if ('why' in replicas) {
    t.skip(replicas.why);
    return;
  }
  t.after(() => replicas.stop());
  const { sandbox } = replicas;
  const a = await replicas.start();
  const b = await replicas.start();
  const { template, values } = await workedExample();
  sandbox.world.faults.add({
    system: 'humanitec',
    operation: 'POST /orgs/{orgId}/resources/defs',
    effect: { kind: 'delay', seconds: 600 },
  });
  const id = await startTask(a, template, values);
  await untilCalled({ sandbox }, 'POST /orgs/{orgId}/resources/defs');
  await a.kill();
  const killed = Date.now();
  const task = await awaitTask(b, id);
  const seconds = (Date.now() - killed) / 1000;
  t.diagnostic(`finished ${seconds} s after the kill`);
  assert.equal(task.status, 'completed', `${task.log}\n${b.output()}`);
  assert.deepEqual(oneOfEach.made(sandbox), oneOfEach.expected);
  assert.ok(seconds < 60);
});
