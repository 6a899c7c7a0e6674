import {
  BindingSpec,
  Change,
  PartId,
  partInfo,
} from 'backstage-plugin-humanitec-eks-common';
import { KubernetesError } from '../kubernetes/kubernetesError';
import { KubernetesUnreachable } from '../kubernetes/reach/kubernetesUnreachable';
import type { Part, Thing } from '../parts/part';
import type { Readings, Systems } from '../systems';
import { describeFailure, isConflict, PartError } from './failure';
import { Plan, planText } from './planText';

/** How often a conflict is answered by looking again. */
const MAX_ATTEMPTS = 3;

/** What a run came to. */
export interface Applied {
  /** What was changed; empty when everything was as asked for. */
  made: Change[];
  /** What can only follow later. */
  left: Change[];
  /** What was as asked for. */
  unchanged: Thing[];
}

/**
 * Looks, tells the difference, and mends it.
 *
 * @throws PartError; AbortError when the run was cancelled
 */
export async function applyPart<State>(
  part: Part<State>,
  spec: BindingSpec,
  systems: Systems,
): Promise<Applied> {
  tellLook(part.id, systems);
  return asPartError(part.id, systems, async () => {
    for (let attempt = 1; ; attempt += 1) {
      const observed = await part.observe(spec, systems);
      const { changes, unchanged } = planOf(part, spec, observed);
      tell(part.id, spec, { changes, unchanged: [] }, systems);
      refuseForeign(changes);
      if (changes.length === 0) return { made: [], left: [], unchanged };
      await tellPreview(part, spec, observed, systems);
      try {
        const state = await part.apply(spec, observed, systems);
        const left = part.plan(spec, state);
        const isLeft = (change: Change) =>
          left.some(
            ({ kind, name }) => kind === change.kind && name === change.name,
          );
        const made = changes.filter(change => !isLeft(change));
        return { made, left, unchanged };
      } catch (error) {
        if (attempt === MAX_ATTEMPTS || !isConflict(error)) throw error;
        systems.progress('Something was changed in between; looking again.');
      }
    }
  });
}

/**
 * Finds that everything is as asked for, in what somebody has read already, and
 * tells it as `applyPart` does.
 *
 * @returns undefined, and tells nothing, when something differs or cannot be
 *   looked at: that is for `applyPart`, which looks for itself
 */
export async function findUnchanged<State>(
  part: Part<State>,
  spec: BindingSpec,
  readings: Readings,
  progress: Systems['progress'],
): Promise<Applied | undefined> {
  try {
    const observed = await part.observe(spec, readings);
    const { changes, unchanged } = planOf(part, spec, observed);
    if (changes.length > 0) return undefined;
    tellLook(part.id, { progress });
    tell(part.id, spec, { changes, unchanged: [] }, { progress });
    return { made: [], left: [], unchanged };
  } catch {
    readings.signal.throwIfAborted();
    return undefined;
  }
}

/** Looks and tells the difference; changes nothing. */
export async function planPart<State>(
  part: Part<State>,
  spec: BindingSpec,
  systems: Systems,
): Promise<Plan> {
  tellLook(part.id, systems);
  return asPartError(part.id, systems, async () => {
    const observed = await observeForPlan(part, spec, systems);
    const plan = planOf(part, spec, observed);
    tell(part.id, spec, plan, systems);
    refuseForeign(plan.changes);
    await tellPreview(part, spec, observed, systems);
    return plan;
  });
}

/** What differs, and what of the part does not. */
function planOf<State>(
  part: Part<State>,
  spec: BindingSpec,
  observed: State | undefined,
): Plan {
  const changes = part.plan(spec, observed);
  const unchanged = part
    .things(spec, observed)
    .filter(
      thing =>
        !changes.some(
          ({ kind, name }) => kind === thing.kind && name === thing.name,
        ),
    );
  return { changes, unchanged };
}

function tellLook(part: PartId, { progress }: Pick<Systems, 'progress'>) {
  progress(`${partInfo[part].title}: looking at what is there.`);
}

/** A plan is of use also while the cluster itself cannot be looked into. */
async function observeForPlan<State>(
  part: Part<State>,
  spec: BindingSpec,
  systems: Systems,
) {
  try {
    return await part.observe(spec, systems);
  } catch (error) {
    const closed =
      error instanceof KubernetesUnreachable ||
      (error instanceof KubernetesError &&
        (error.httpStatus === 401 || error.httpStatus === 403));
    if (!closed) throw error;
    systems.progress(`Cannot look into the cluster: ${describeFailure(error)}`);
    systems.progress('The plan takes it that nothing is there yet.');
    const blind = { ...systems, kubernetes: async () => undefined };
    return part.observe(spec, blind);
  }
}

/** Takes a part away, as far as it carries our mark. */
export async function removePart<State>(
  part: Part<State>,
  spec: BindingSpec,
  systems: Systems,
): Promise<boolean> {
  return asPartError(part.id, systems, async () => {
    const observed = await part.observe(spec, systems);
    if (!observed) {
      systems.progress(`${partInfo[part.id].title}: nothing is there.`);
      return false;
    }
    await part.remove(spec, observed, systems);
    return true;
  });
}

function tell(
  part: PartId,
  spec: BindingSpec,
  plan: Plan,
  systems: Pick<Systems, 'progress'>,
) {
  for (const line of planText(part, spec, plan)) systems.progress(line);
}

async function tellPreview<State>(
  part: Part<State>,
  spec: BindingSpec,
  observed: State | undefined,
  systems: Systems,
) {
  const lines = await part.preview?.(spec, observed, systems);
  for (const line of lines ?? []) systems.progress(line);
}

function refuseForeign(changes: Change[]) {
  const refused = changes.filter(({ action }) => action === 'refuse');
  if (refused.length === 0) return;
  throw new Error(
    refused
      .map(({ kind, name, reason }) => `${kind} ${name}: ${reason}`)
      .join('; '),
  );
}

async function asPartError<T>(
  part: PartId,
  systems: Pick<Systems, 'signal'>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    systems.signal.throwIfAborted();
    throw new PartError(part, error);
  }
}
