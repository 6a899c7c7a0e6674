import {
  BindingSpec,
  Change,
  Fact,
  partIds,
  PartStatus,
} from 'backstage-plugin-humanitec-eks-common';
import { parts } from '../parts/binding';
import type { Part } from '../parts/part';
import type { Readings } from '../systems';
import { describeFailure, failedSystem } from './failure';

/** One slow system must not hold up what is known of the others. */
const PART_TIMEOUT_MS = 20_000;

/** All parts as they are now, in parallel. Never throws for a system that does not answer: its parts are `unknown`. */
export function observeParts(
  spec: BindingSpec,
  systems: Readings,
): Promise<PartStatus[]> {
  return Promise.all(partIds.map(id => observePart(parts[id], spec, systems)));
}
/** One part as it is now. */
export async function observePart<State>(
  part: Part<State>,
  spec: BindingSpec,
  systems: Readings,
): Promise<PartStatus> {
  try {
    const observed = await withTimeout(part.observe(spec, systems));
    return statusOf(part, observed, part.plan(spec, observed));
  } catch (error) {
    systems.signal.throwIfAborted();
    return {
      part: part.id,
      status: 'unknown',
      changes: [],
      system: failedSystem(part.id, error),
      reason: describeFailure(error),
    };
  }
}

function statusOf<State>(
  part: Part<State>,
  observed: State | undefined,
  changes: Change[],
): PartStatus {
  const { id } = part;
  if (changes.some(({ action }) => action === 'refuse')) {
    return { part: id, status: 'foreign', changes };
  }
  const facts: Fact[] = observed ? part.facts(observed) : [];
  // A definition that lacks a rule is there; one of which there is nothing to see is not.
  if (!observed || (facts.length === 0 && changes.some(isCreate))) {
    return { part: id, status: 'missing', changes };
  }
  return changes.length
    ? { part: id, status: 'drifted', changes, facts }
    : { part: id, status: 'inSync', changes: [], facts };
}

function isCreate({ action }: Change): boolean {
  return action === 'create';
}

async function withTimeout<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer within ${PART_TIMEOUT_MS / 1000} s`)),
      PART_TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
