import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { BackendProcess } from '../../src/__testUtils__/backendProcess';
import { awaitTask, TaskResult } from '../../src/__testUtils__/scaffolder';

const eventsSchema = z.array(
  z.object({
    type: z.string(),
    createdAt: z.string(),
    body: z.looseObject({
      stepId: z.string().optional(),
      status: z.string().optional(),
    }),
  }),
);

/** A step that a task has begun, and when: ISO 8601, by the database's clock. */
export interface BegunStep {
  step: string;
  at: string;
}

/** Every step that the task has begun, since it was last taken over. */
export async function stepsBegun(
  replica: BackendProcess,
  id: string,
): Promise<BegunStep[]> {
  return (await eventsOf(replica, id)).flatMap(({ body, createdAt: at }) =>
    body.stepId && body.status === 'processing'
      ? [{ step: body.stepId, at }]
      : [],
  );
}

/** A task that one replica has begun and another one ended. */
export interface TakenOver extends TaskResult {
  /** Seconds since the first one died. */
  takenOverAfter: number;
  endedAfter: number;
}

/**
 * Waits for the end of a task of a replica that died.
 *
 * @param died - milliseconds, as of `Date.now()`
 * @throws Error when it has not ended so many seconds later
 */
export async function takenOver(
  replica: BackendProcess,
  id: string,
  { died, seconds }: { died: number; seconds: number },
): Promise<TakenOver> {
  const late = new AbortController();
  const patience = died + seconds * 1000 - Date.now();
  const result = await Promise.race([
    awaitTask(replica, id),
    sleep(Math.max(0, patience), undefined, { signal: late.signal }),
  ]).finally(() => late.abort());
  if (!result) {
    const begun = await stepsBegun(replica, id);
    throw new Error(
      `Nobody has ended the task ${seconds} s after its replica died; it had begun ${begun
        .map(({ step }) => step)
        .join(', ')}`,
    );
  }
  const events = await eventsOf(replica, id);
  const after = (type: string) => {
    const event = events.find(one => one.type === type);
    if (!event) throw new Error(`The task has no event of type ${type}`);
    return (Date.parse(event.createdAt) - died) / 1000;
  };
  return {
    ...result,
    takenOverAfter: after('recovered'),
    endedAfter: after('completion'),
  };
}

/** Waits until another replica takes the task over. */
export async function untilTakenOver(
  replica: BackendProcess,
  id: string,
  seconds: number,
): Promise<void> {
  await until(seconds, 'Nobody has taken the task over', async () => {
    const events = await eventsOf(replica, id);
    return events.some(({ type }) => type === 'recovered');
  });
}

export async function untilStepBegun(
  replica: BackendProcess,
  id: string,
  step: string,
): Promise<void> {
  await until(60, `Step ${step} has not begun`, async () => {
    const begun = await stepsBegun(replica, id);
    return begun.some(one => one.step === step);
  });
}

async function until(
  seconds: number,
  otherwise: string,
  isSo: () => Promise<boolean>,
) {
  const end = Date.now() + seconds * 1000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`${otherwise} within ${seconds} s`);
    await sleep(50);
  }
}

async function eventsOf({ api }: BackendProcess, id: string) {
  const { body } = await api.get(`/api/scaffolder/v2/tasks/${id}/events`);
  return eventsSchema.parse(body);
}
