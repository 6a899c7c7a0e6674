import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { test, TestContext } from 'node:test';
import { instantTimings } from 'sandbox';
import type { BackendProcess } from '../../src/__testUtils__/backendProcess';
import { awaitTask, startTask } from '../../src/__testUtils__/scaffolder';
import { chosen } from '../chosen';
import { allWell } from './allWell';
import { bindingOf } from './bindingOf';
import { fleetOf } from './fleetOf';
import { newCluster } from './newCluster';
import { Replicas, startReplicas } from './replicas';
import { untilQuiet } from './untilHeld';
import { worldOf } from './worldOf';

/** How soon all replicas tell of a change that a task of one of them has made. */
const AGREED_WITHIN_SECONDS = 10;

test('two replicas that work at the same time', async t => {
  const replicas = await startReplicas(instantTimings);
  if ('why' in replicas) {
    t.skip(replicas.why);
    return;
  }
  t.after(() => replicas.stop());
  const both = [await replicas.start(), await replicas.start()];
  if (chosen('the same cluster')) await onboardTwice(t, replicas, both);
  if (chosen('the same answers')) await changeAndAsk(t, replicas, both);
});

/** Every cluster gets two tasks at the same time. */
async function onboardTwice(
  t: TestContext,
  { sandbox }: Replicas,
  [one, other]: BackendProcess[],
) {
  const cases = await Promise.all(
    [
      { name: 'one task on each replica', on: [one, other] },
      { name: 'both tasks on one replica', on: [one, one] },
    ].map(async (each, index) => ({
      ...each,
      onboarding: await newCluster(sandbox, `twice-${index}`),
    })),
  );
  const untouched = await sandbox.snapshot();
  await allWell(
    [one, other],
    cases.map(({ onboarding }) => onboarding),
  );
  const expected = await worldOf(sandbox);
  await sandbox.restore(untouched);

  const started = await Promise.all(
    cases.flatMap(({ name, on, onboarding: { template, values } }) =>
      on.map(async replica => {
        const id = await startTask(replica, template, values);
        return { name, replica, id, clusterName: values.clusterName };
      }),
    ),
  );
  for (const { name, replica, id, clusterName } of started) {
    await t.test(`the same cluster, ${name}: the task ends well`, async () => {
      const task = await awaitTask(replica, id);
      assert.equal(task.status, 'completed', task.log);
      const { verdict } = await bindingOf(other, clusterName);
      assert.equal(verdict, 'ready');
    });
  }
  await t.test('the same cluster: the world is as after one task', async () => {
    await untilQuiet(sandbox);
    assert.deepEqual(await worldOf(sandbox), expected);
  });
}

/** One replica runs a task that changes a binding, while people look at it through both. */
async function changeAndAsk(
  t: TestContext,
  { sandbox }: Replicas,
  both: BackendProcess[],
) {
  const { template, values } = await newCluster(sandbox, 'looked-at');
  const { clusterName } = values;
  const shownBy = async (replica: BackendProcess) => ({
    binding: await bindingOf(replica, clusterName),
    fleet: await fleetOf(replica),
  });
  type Shown = Awaited<ReturnType<typeof shownBy>>;
  const allShow = async (isSo: (shown: Shown) => boolean, seconds: number) => {
    const begun = Date.now();
    for (;;) {
      const shown = await Promise.all(both.map(shownBy));
      const after = (Date.now() - begun) / 1000;
      if (shown.every(isSo)) return { shown, after };
      assert.ok(after < seconds, JSON.stringify(shown));
      await sleep(200);
    }
  };
  const hasPods =
    (pods: number) =>
    ({ binding, fleet }: Shown) =>
      binding.agentReplicas === pods &&
      fleet.some(
        row =>
          row.clusterName === clusterName &&
          row.verdict === 'ready' &&
          row.agent?.ready === pods,
      );
  const [one] = both;

  await t.test(
    'the same answers, soon after a task has changed something',
    async same => {
      await allWell([one], [{ template, values }]);
      await allShow(hasPods(2), 60);
      const changed = { ...values, agent: { replicas: 3 } };
      const id = await startTask(one, template, changed);
      let running = true;
      const ended = awaitTask(one, id).finally(() => {
        running = false;
      });
      // Whoever looks on has all replicas remember what they have just told.
      while (running) await Promise.all(both.map(shownBy));
      const task = await ended;
      assert.equal(task.status, 'completed', task.log);
      const { shown, after } = await allShow(hasPods(3), AGREED_WITHIN_SECONDS);
      same.diagnostic(
        `Both replicas tell of the change ${after} s after the task`,
      );
      assert.deepEqual(shown[1], shown[0]);
    },
  );
}
