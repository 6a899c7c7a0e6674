// @ts-check
/** Tasks of the scaffolder, started and followed by REST. */

import { until } from './backstage.mjs';

/** How exactly the length of a task is told. */
const LOOK_EVERY_MS = 50;

/**
 * @typedef {object} Task
 * @property {string} id
 * @property {number} seconds from its start until it has ended
 * @property {{ id: string, seconds: number }[]} steps
 * @property {string | undefined} entityRef the cluster in the catalog
 */

/**
 * Runs a template to its end.
 *
 * @param {import('./backstage.mjs').Backstage} backstage
 * @param {string} templateRef
 * @param {Record<string, unknown>} values as the form of the template gives them
 * @returns {Promise<Task>}
 */
export async function runTask(backstage, templateRef, values) {
  const begun = performance.now();
  const { id } = await backstage.postJson('/api/scaffolder/v2/tasks', {
    templateRef,
    values,
    secrets: {},
  });
  const { status, spec } = await ended(backstage, id);
  const seconds = (performance.now() - begun) / 1000;
  const events = await eventsOf(backstage, id);
  const last = events[events.length - 1];
  if (status !== 'completed') {
    throw new Error(
      `Task ${id} of ${templateRef} is ${status}: ${
        last.body.error?.message ?? last.body.message
      }`,
    );
  }
  return {
    id,
    seconds,
    steps: stepTimes(spec.steps, events),
    entityRef: last.body.output?.links?.find(
      (/** @type {any} */ { entityRef }) => entityRef,
    )?.entityRef,
  };
}

/** The scaffolder looks for events once a second only, so the task itself is asked. @param {import('./backstage.mjs').Backstage} backstage @param {string} id @returns {Promise<any>} the task */
async function ended(backstage, id) {
  let task = { status: 'open' };
  await until(async () => {
    task = await backstage.get(`/api/scaffolder/v2/tasks/${id}`);
    return !['open', 'processing'].includes(task.status);
  }, LOOK_EVERY_MS);
  return task;
}

/** @param {import('./backstage.mjs').Backstage} backstage @param {string} id @returns {Promise<any[]>} up to the completion */
async function eventsOf(backstage, id) {
  /** @type {any[]} */
  const events = [];
  while (events.at(-1)?.type !== 'completion') {
    const after = events.at(-1)?.id ?? -1;
    // Answers when there is something new, at the latest after half a minute.
    events.push(
      ...(await backstage.get(
        `/api/scaffolder/v2/tasks/${id}/events?after=${after}`,
      )),
    );
  }
  return events;
}

/**
 * How long each step took, by the events that tell its states; SQLite knows them to the second.
 *
 * @param {{ id: string }[]} steps
 * @param {{ createdAt: string, body: { stepId?: string, status?: string } }[]} events
 */
export function stepTimes(steps, events) {
  return steps.flatMap(({ id }) => {
    const at = (/** @type {string} */ status) => {
      const event = events.find(
        ({ body }) => body.stepId === id && body.status === status,
      );
      return event && Date.parse(event.createdAt);
    };
    const began = at('processing');
    const ended = at('completed');
    return began === undefined || ended === undefined
      ? []
      : [{ id, seconds: (ended - began) / 1000 }];
  });
}
