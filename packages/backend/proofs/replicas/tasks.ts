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

/** 15 s without a sign of life, looked for every 10 s, and some for a busy machine. */
const TAKEN_OVER_WITHIN_SECONDS = 35;
const ENDED_WITHIN_SECONDS = 60;

/**
 * Waits for the end of a task of a replica that died.
 *
 * @param died - milliseconds, as of `Date.now()`
 * @throws Error when nobody takes it over, or ends it, in time
 */
export async function takenOver(
  replica: BackendProcess,
  id: string,
  died: number,
): Promise<TakenOver> {
  await untilTakenOver(replica, id, died);
  await until(died + ENDED_WITHIN_SECONDS * 1000, 'ended the task', async () =>
    (await eventsOf(replica, id)).some(({ type }) => type === 'completion'),
  );
  const result = await awaitTask(replica, id);
  const events = await eventsOf(replica, id);
  const after = (type: string) => {
    const { createdAt = '' } = events.find(one => one.type === type) ?? {};
    return (Date.parse(createdAt) - died) / 1000;
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
  died: number,
): Promise<void> {
  await until(
    died + TAKEN_OVER_WITHIN_SECONDS * 1000,
    'taken the task over',
    async () =>
      (await eventsOf(replica, id)).some(({ type }) => type === 'recovered'),
  );
}

export async function untilStepBegun(
  replica: BackendProcess,
  id: string,
  step: string,
): Promise<void> {
  await until(Date.now() + 60_000, `begun ${step}`, async () =>
    (await stepsBegun(replica, id)).some(one => one.step === step),
  );
}

async function until(
  end: number,
  what: string,
  isSo: () => Promise<boolean>,
): Promise<void> {
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`Nobody has ${what} in time`);
    await sleep(100);
  }
}

async function eventsOf({ api }: BackendProcess, id: string) {
  const { body } = await api.get(`/api/scaffolder/v2/tasks/${id}/events`);
  return eventsSchema.parse(body);
}
