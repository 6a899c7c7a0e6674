import assert from 'node:assert/strict';
import type { Call, Sandbox } from 'sandbox';
import type { BackendProcess } from '../../src/__testUtils__/backendProcess';
import { awaitTask, startTask } from '../../src/__testUtils__/scaffolder';
import type { Run } from './allWell';
import { stepsBegun } from './tasks';

/** A call of a run without faults, and the step of the template that made it. */
export type RecordedCall = Call & { step: string };

/** Runs it to its end, and tells what it called. */
export async function recordCalls(
  { world }: Sandbox,
  replica: BackendProcess,
  { template, values }: Run,
): Promise<RecordedCall[]> {
  world.calls.clear();
  const id = await startTask(replica, template, values);
  const task = await awaitTask(replica, id);
  assert.equal(task.status, 'completed', task.log);
  const begun = await stepsBegun(replica, id);
  return world.calls.all().flatMap(call => {
    const within = begun.filter(({ at }) => at <= call.at).at(-1);
    return within ? [{ ...call, step: within.step }] : [];
  });
}

type Fault = Parameters<Sandbox['world']['faults']['add']>[0];

/** Longer than any proof takes. */
const FOR_EVER_SECONDS = 3_600;

/** Those that change something. */
export function writesIn(recorded: RecordedCall[]): RecordedCall[] {
  return recorded.filter(({ write, system }) => write && system !== 'sts');
}

/** The next run like the recorded one stands still in this step, where what it has begun is half-made. */
export function holdIn(recorded: RecordedCall[], step: string): Fault {
  const ofStep = recorded.filter(call => call.step === step);
  const writes = ofStep.filter(
    ({ write, system }) => write && system !== 'sts',
  );
  // A step that only reads is told by the first call that none before it makes.
  const call = writes[1] ?? writes[0] ?? ofStep.find(isNewIn(recorded));
  assert.ok(call, `No call tells step ${step} from the others`);
  return holdAt(recorded, call);
}

/** The next run like the recorded one never gets an answer to this call. */
export function holdAt(recorded: RecordedCall[], call: RecordedCall): Fault {
  const same = recorded.filter(isLike(call));
  return {
    system: call.system,
    operation: call.operation,
    skip: same.indexOf(call),
    effect: { kind: 'delay', seconds: FOR_EVER_SECONDS },
  };
}

function isNewIn(recorded: RecordedCall[]) {
  return (call: RecordedCall) => recorded.find(isLike(call)) === call;
}

function isLike({ system, operation }: RecordedCall) {
  return (other: RecordedCall) =>
    other.system === system && other.operation === operation;
}
