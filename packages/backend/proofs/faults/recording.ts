import type { Call, Snapshot } from 'sandbox';
import { comparable } from './comparable';
import { FlowId, flowIds, flows } from './flows';
import { freshService, inPlace, Lane } from './lane';

/** One call of a flow: the how-manieth of its operation in its step. */
export interface FlowCall {
  flow: FlowId;
  /** Index in the flow. */
  step: number;
  system: Call['system'];
  operation: string;
  nth: number;
  write: boolean;
}

/** A flow that nothing went wrong in. */
export interface Recording {
  /** For each step: the world before it, and what it looked like after it. */
  steps: { before: Snapshot; after: string }[];
  /** What the world looked like at the end. */
  end: string;
  calls: FlowCall[];
}

/** Runs all flows, one after another in the same world: each needs what the one before it made. */
export async function record(lane: Lane): Promise<Record<FlowId, Recording>> {
  const { sandbox } = lane;
  const recordings: Partial<Record<FlowId, Recording>> = {};
  for (const flow of flowIds) {
    const recording: Recording = { steps: [], end: '', calls: [] };
    for (const [index, step] of flows[flow].entries()) {
      const before = await sandbox.snapshot();
      sandbox.world.calls.clear();
      await inPlace(lane.place, () => step.run(freshService(lane.place)));
      recording.calls.push(...callsOf(flow, index, sandbox.world.calls.all()));
      const after = await comparable(sandbox);
      recording.steps.push({ before, after });
      recording.end = after;
    }
    recordings[flow] = recording;
  }
  const { onboarding, rotation, offboarding } = recordings;
  if (!onboarding || !rotation || !offboarding) throw new Error('no recording');
  return { onboarding, rotation, offboarding };
}

function callsOf(
  flow: FlowId,
  step: number,
  calls: readonly Call[],
): FlowCall[] {
  const seen = new Map<string, number>();
  return calls.map(({ system, operation, write }) => {
    const nth = (seen.get(`${system} ${operation}`) ?? 0) + 1;
    seen.set(`${system} ${operation}`, nth);
    // To assume a role changes nothing.
    const changes = write && system !== 'sts';
    return { flow, step, system, operation, nth, write: changes };
  });
}
