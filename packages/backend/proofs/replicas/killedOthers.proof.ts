import assert from 'node:assert/strict';
import { test, TestContext } from 'node:test';
import { instantTimings } from 'sandbox';
import type { BackendProcess } from '../../src/__testUtils__/backendProcess';
import { startTask } from '../../src/__testUtils__/scaffolder';
import { chosen } from '../chosen';
import { allWell } from './allWell';
import { newCluster, Onboarding } from './newCluster';
import { holdAt, RecordedCall, recordCalls, writesIn } from './recordedCalls';
import { Replicas, startReplicas } from './replicas';
import { offBoarding, rotation } from './runs';
import { takenOver, untilStepBegun, untilTakenOver } from './tasks';
import { untilHeld, untilQuiet } from './untilHeld';
import { worldOf } from './worldOf';

const kinds = [
  { kind: 'off-boarding', runOf: offBoarding },
  { kind: 'rotation', runOf: rotation },
];

/** In the list of what a run writes: where its replica dies. */
const moments = [
  { when: 'soon', part: 0.2 },
  { when: 'half-way', part: 0.5 },
  { when: 'at the end', part: 1 },
];

const cases = kinds
  .flatMap(one => moments.map(moment => ({ ...one, ...moment })))
  .map(one => ({
    ...one,
    name: `${one.kind} killed ${one.when}`,
    clusterName: `${one.kind}-${one.part * 100}`,
  }))
  .filter(({ name }) => chosen(name));

const standsStill = chosen('a replica stands still');

test('off-boardings and rotations of a replica that is killed, an onboarding of one that stands still', async t => {
  const replicas = await startReplicas(instantTimings);
  if ('why' in replicas) {
    t.skip(replicas.why);
    return;
  }
  t.after(() => replicas.stop());
  await killAndSuspend(t, replicas);
});

async function killAndSuspend(t: TestContext, { sandbox, start }: Replicas) {
  const mortal = await start();
  const other = await start();
  const sleepy = await start();
  const still = await newCluster(sandbox, 'still');
  const bound = await Promise.all(
    cases.map(async one => {
      const onboarding = await newCluster(sandbox, one.clusterName);
      return { ...one, onboarding, run: one.runOf(onboarding) };
    }),
  );
  const models = await Promise.all(
    kinds.map(async one => ({
      ...one,
      onboarding: await newCluster(sandbox, `model-of-${one.kind}`),
    })),
  );
  await allWell(
    [mortal, other, sleepy],
    [...bound, ...models].map(({ onboarding }) => onboarding),
  );
  const recorded = new Map<string, RecordedCall[]>();
  for (const { kind, runOf, onboarding } of models) {
    recorded.set(kind, await recordCalls(sandbox, mortal, runOf(onboarding)));
  }
  const before = await sandbox.snapshot();
  const runs = bound.map(({ run }) => run);
  await allWell([mortal, other], standsStill ? [...runs, still] : runs);
  const expected = await worldOf(sandbox);
  await sandbox.restore(before);

  const held = [];
  for (const { name, kind, part, run } of bound) {
    const calls = recorded.get(kind) ?? [];
    const writes = writesIn(calls);
    const call = writes[Math.round(part * (writes.length - 1))];
    sandbox.world.faults.add(holdAt(calls, call));
    const id = await startTask(mortal, run.template, run.values);
    await untilHeld(sandbox);
    held.push({ name, id, at: call.operation });
  }
  const asleep =
    standsStill && (await suspendIn('deployAccess', sleepy, still));
  await mortal.kill();
  const died = Date.now();

  if (asleep) {
    await t.test(
      'a replica stands still, and wakes up when another has its task',
      async one => {
        await untilTakenOver(other, asleep, died);
        sleepy.resume();
        await endsWell(one, other, asleep, died);
      },
    );
  }
  for (const { name, id, at } of held) {
    await t.test(`${name}, at ${at}`, one => endsWell(one, other, id, died));
  }
  await t.test('the world is as without the kill', async () => {
    await untilQuiet(sandbox);
    assert.deepEqual(await worldOf(sandbox), expected);
  });
}

/** Starts a task, and stops its replica as soon as this step has begun. */
async function suspendIn(
  step: string,
  replica: BackendProcess,
  { template, values }: Onboarding,
): Promise<string> {
  const id = await startTask(replica, template, values);
  await untilStepBegun(replica, id, step);
  replica.suspend();
  return id;
}

async function endsWell(
  t: TestContext,
  replica: BackendProcess,
  id: string,
  died: number,
) {
  const task = await takenOver(replica, id, died);
  t.diagnostic(
    `taken over after ${task.takenOverAfter} s, ended after ${task.endedAfter} s`,
  );
  assert.equal(task.status, 'completed', `${task.log}\n${replica.output()}`);
}
