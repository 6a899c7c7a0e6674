import { setTimeout as sleep } from 'node:timers/promises';
import {
  HumanitecEksService,
  PartError,
  RemovalRefused,
  SystemError,
} from 'backstage-plugin-humanitec-eks-node';
import { comparable, differences } from './comparable';
import { FlowId, flows, Found } from './flows';
import { faultOf, FaultId } from './kinds';
import { freshService, inPlace, Lane } from './lane';
import type { FlowCall, Recording } from './recording';
import type { Turns } from './turns';
import type { Victims } from './victims';

/** One call of a flow, and what happens to it. */
export interface Pair {
  call: FlowCall;
  fault: FaultId;
}

/** How the run with the fault ended. */
export type FirstEnd = 'completed' | 'failed' | 'killed';

export interface Verdict {
  first: FirstEnd;
  /** What the person was told, if it failed. */
  told?: string;
  /** Why the pair does not pass. */
  problem?: string;
}

/** What passes by itself within seconds, and a run must not end with. */
const OUTLASTED: ReadonlySet<FaultId> = new Set(['throttled', 'resetBefore']);

/** Longer than the longest limit of a call with all its repetitions. */
const LIMIT_SECONDS = 240;

export interface Workshop {
  recordings: Record<FlowId, Recording>;
  victims: Victims;
  turns: Turns;
  /** Second runs by the world that they began with. */
  mended: Map<string, Promise<string | undefined>>;
}

/**
 * Runs the step of the call with the fault, from the world as it is before that
 * step, then the whole flow from the top without. The three systems are the
 * only truth, so a second run is made once for each state that failed runs
 * leave; one that completed its step must leave the very state of a run without
 * a fault.
 */
export async function runPair(
  lane: Lane,
  pair: Pair,
  workshop: Workshop,
): Promise<Verdict> {
  const { call, fault } = pair;
  const recording = workshop.recordings[call.flow];
  const { before, after } = recording.steps[call.step];
  const { world } = lane.sandbox;
  const end = await workshop.turns.take();
  const isMet = () => world.calls.all().some(one => one.fault !== undefined);
  world.faults.clear();
  await lane.sandbox.restore(before);
  world.calls.clear();
  world.faults.add({
    system: call.system,
    operation: call.operation,
    skip: call.nth - 1,
    ...faultOf(fault, call.system),
  });
  const service = freshService(lane.place);
  // Who only waits for what never comes keeps nobody from working.
  const watch = setInterval(() => isMet() && fault === 'silence' && end(), 50);
  const first =
    fault === 'killed'
      ? await workshop.victims.killIn(lane, call)
      : await runStep(lane, call.flow, call.step, service);
  clearInterval(watch);
  end();
  await untilQuiet(lane);
  const met = isMet();
  world.faults.clear();
  if (first.problem) return first;
  if (!met) return { ...first, problem: 'the call did not come' };

  const left = await comparable(lane.sandbox);
  if (first.first === 'completed') {
    const different = left === after ? undefined : differences(after, left);
    return different
      ? {
          ...first,
          problem: `it said that it was completed, and left another world:\n${different}`,
        }
      : first;
  }
  if (OUTLASTED.has(fault)) {
    return { ...first, problem: `it gave up: ${first.told}` };
  }
  const again = async () => {
    const endAgain = await workshop.turns.take();
    try {
      const problem = await runAgain(lane, call.flow, service);
      return problem ?? unlike(recording.end, await comparable(lane.sandbox));
    } finally {
      endAgain();
    }
  };
  // A Backstage that lost its session is another one.
  if (fault === 'expired') return { ...first, problem: await again() };
  const key = `${call.flow} ${left}`;
  const known = workshop.mended.get(key) ?? again();
  workshop.mended.set(key, known);
  return { ...first, problem: await known };
}

/** What was on its way when the run ended still arrives. */
async function untilQuiet({ sandbox }: Lane) {
  const { calls } = sandbox.world;
  for (let seen = -1; seen !== calls.all().length; ) {
    seen = calls.all().length;
    await sleep(100);
  }
}

async function runStep(
  lane: Lane,
  flow: FlowId,
  step: number,
  service: HumanitecEksService,
): Promise<Verdict> {
  try {
    await inTime(inPlace(lane.place, () => flows[flow][step].run(service)));
    return { first: 'completed' };
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error);
    return { first: 'failed', told, problem: whyNotPlain(error) };
  }
}

async function runAgain(
  lane: Lane,
  flow: FlowId,
  service: HumanitecEksService,
): Promise<string | undefined> {
  for (const step of flows[flow]) {
    try {
      await inTime(inPlace(lane.place, () => step.run(service)));
    } catch (error) {
      return `the second run failed in ${step.id}: ${
        error instanceof Error ? error.stack : error
      }`;
    }
  }
  return undefined;
}

function unlike(expected: string, found: string): string | undefined {
  return expected === found
    ? undefined
    : `the second run left another world:\n${differences(expected, found)}`;
}

class OutOfTime extends Error {}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const end = new AbortController();
  const limit = sleep(LIMIT_SECONDS * 1000, undefined, { signal: end.signal });
  try {
    return await Promise.race([
      work,
      limit.then(() => {
        throw new OutOfTime(`it did not end within ${LIMIT_SECONDS} s`);
      }),
    ]);
  } finally {
    end.abort();
    limit.catch(() => undefined);
  }
}

/** An error is plain when it names what failed and what a person can do. */
function whyNotPlain(error: unknown): string | undefined {
  if (error instanceof OutOfTime) return error.message;
  if (error instanceof Found || error instanceof RemovalRefused) {
    return undefined;
  }
  const known = error instanceof PartError || error instanceof SystemError;
  if (!known) {
    return `not an error for people: ${
      error instanceof Error ? error.stack : error
    }`;
  }
  if (error.remedy) return undefined;
  return `the error has no remedy: ${error.message}`;
}
