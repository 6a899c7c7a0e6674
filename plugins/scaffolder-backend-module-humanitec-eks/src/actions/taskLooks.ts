import {
  BindingIdentity,
  bindingKey,
} from 'backstage-plugin-humanitec-eks-common';
import {
  HumanitecEksService,
  Readings,
  readingsOf,
  Systems,
} from 'backstage-plugin-humanitec-eks-node';

/** What was read longer ago is read anew. */
const MAX_AGE_MS = 10_000;

/** One look at the three systems that the steps of a task share. */
interface TaskLook {
  at: number;
  /** Undefined from the first change on: then every step looks for itself. */
  readings: Readings | undefined;
}

/** By service, then by task and binding. Lost with the process, which only costs calls. */
const looks = new WeakMap<HumanitecEksService, Map<string, TaskLook>>();

/**
 * What this task has read in the last ten seconds, or reads from now on; good
 * enough to find that there is nothing to do, and never to decide on a change.
 *
 * @returns undefined when the task has changed something
 */
export function taskLook(
  service: HumanitecEksService,
  taskId: string,
  identity: BindingIdentity,
  systems: Systems,
): Readings | undefined {
  const ofService = looksOf(service);
  const key = keyOf(taskId, identity);
  const known = ofService.get(key);
  if (known && (!known.readings || isFresh(known))) return known.readings;
  const readings = readingsOf(identity, systems);
  ofService.set(key, { at: Date.now(), readings });
  return readings;
}

/** From now on the steps of this task look for themselves. */
export function endTaskLook(
  service: HumanitecEksService,
  taskId: string,
  identity: BindingIdentity,
): void {
  looksOf(service).set(keyOf(taskId, identity), {
    at: Date.now(),
    readings: undefined,
  });
}

/** Forgets those of tasks that are over. */
function looksOf(service: HumanitecEksService): Map<string, TaskLook> {
  const ofService = looks.get(service) ?? new Map<string, TaskLook>();
  looks.set(service, ofService);
  for (const [key, look] of ofService) {
    if (look.readings && !isFresh(look)) ofService.delete(key);
    else if (Date.now() - look.at > MAX_TASK_MS) ofService.delete(key);
  }
  return ofService;
}

/** Longer than any task. */
const MAX_TASK_MS = 24 * 3_600_000;

function isFresh({ at }: TaskLook): boolean {
  return Date.now() - at < MAX_AGE_MS;
}

function keyOf(taskId: string, identity: BindingIdentity): string {
  return `${taskId} ${bindingKey(identity)}`;
}
