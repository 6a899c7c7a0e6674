import assert from 'node:assert/strict';
import { test, TestContext } from 'node:test';
import { instantTimings } from 'sandbox';
import type { BackendProcess } from '../../src/__testUtils__/backendProcess';
import {
  ExampleTemplate,
  exampleTemplate,
} from '../../src/__testUtils__/exampleTemplates';
import { awaitTask, startTask } from '../../src/__testUtils__/scaffolder';
import { chosen } from '../chosen';
import { bindingOf } from './bindingOf';
import { newCluster, Onboarding } from './newCluster';
import { holdIn, recordCalls } from './recordedCalls';
import { Replicas, startReplicas } from './replicas';
import { stepsBegun, takenOver } from './tasks';
import { untilHeld } from './untilHeld';
import { worldOf } from './worldOf';

const { steps } = exampleTemplate('onboard-private-eks-cluster').spec;

test('onboardings of a replica that is killed', async t => {
  const replicas = await startReplicas(instantTimings);
  if ('why' in replicas) {
    t.skip(replicas.why);
    return;
  }
  t.after(() => replicas.stop());
  await killInEachStep(t, replicas);
});

/** One task stands in each step of the template when their replica is killed; the other one ends them all. */
async function killInEachStep(t: TestContext, { sandbox, start }: Replicas) {
  const mortal = await start();
  const other = await start();
  const onboardings = await Promise.all(
    steps
      .filter(({ id }) => chosen(`killed in ${id}`))
      .map(async step => ({
        step: step.id,
        ...(await newCluster(
          sandbox,
          `in-${step.id.toLowerCase()}`,
          asks(step),
        )),
      })),
  );
  const options = Object.assign({}, ...steps.map(asks));
  const model = await newCluster(sandbox, 'model', options);
  const untouched = await sandbox.snapshot();

  const recorded = await recordCalls(sandbox, mortal, model);
  await sandbox.restore(untouched);
  const expected = await endWell([mortal, other], onboardings);
  const expectedWorld = await worldOf(sandbox);
  await sandbox.restore(untouched);

  const held = [];
  for (const onboarding of onboardings) {
    sandbox.world.faults.add(holdIn(recorded, onboarding.step));
    const { template, values, step } = onboarding;
    const id = await startTask(mortal, template, values);
    await untilHeld(sandbox);
    const begun = await stepsBegun(mortal, id);
    assert.equal(begun.at(-1)?.step, step, `${id} stands elsewhere`);
    held.push({ ...onboarding, id });
  }
  await mortal.kill();
  const died = Date.now();

  for (const { step, id, values } of held) {
    await t.test(
      `killed in ${step}: the other replica ends the task`,
      async one => {
        const task = await takenOver(other, id, died);
        one.diagnostic(
          `${step}: taken over after ${task.takenOverAfter} s, ended after ${task.endedAfter} s`,
        );
        assert.equal(
          task.status,
          'completed',
          `${task.log}\n${other.output()}`,
        );
        assert.deepEqual(
          await bindingOf(other, values.clusterName),
          expected.get(step),
        );
      },
    );
  }
  await t.test('there is one of everything, as without the kill', async () => {
    assert.deepEqual(await worldOf(sandbox), expectedWorld);
  });
}

/** What the form must be told for a step that is not always run. */
function asks({ if: when }: ExampleTemplate['spec']['steps'][number]) {
  const [, parameter] = /parameters\.(\w+)/.exec(String(when)) ?? [];
  return parameter ? { [parameter]: true } : {};
}

/** Runs them on the replicas in turn, and tells how each binding is seen then. */
async function endWell(
  replicas: BackendProcess[],
  onboardings: (Onboarding & { step: string })[],
) {
  const tasks = [];
  for (const [index, { step, template, values }] of onboardings.entries()) {
    const replica = replicas[index % replicas.length];
    const id = await startTask(replica, template, values);
    tasks.push({ step, replica, id, clusterName: values.clusterName });
  }
  const bindings = new Map();
  for (const { step, replica, id, clusterName } of tasks) {
    const task = await awaitTask(replica, id);
    assert.equal(task.status, 'completed', task.log);
    bindings.set(step, await bindingOf(replica, clusterName));
  }
  return bindings;
}
