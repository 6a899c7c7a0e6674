import { setTimeout as sleep } from 'node:timers/promises';
import type { BackstageClient } from './backstageClient';
import { Unreachable } from './failure';
import type { TaskEvent } from './scaffolderAnswers';

/** A backend that is being replaced is back after that, or something is wrong with it. */
const PATIENCE_MS = 60_000;

/**
 * The events of a task, as they come, up to its completion. Goes on after
 * breaks in the connection with the event that comes next.
 *
 * @throws Unreachable when Backstage stays away for a minute
 */
export async function* taskEvents(
  client: Pick<BackstageClient, 'events'>,
  id: string,
  print: (line: string) => void,
): AsyncGenerator<TaskEvent> {
  let after = -1;
  for (;;) {
    for (const event of await nextEvents(client, id, after, print)) {
      after = event.id;
      yield event;
      if (event.type === 'completion') return;
    }
  }
}

async function nextEvents(
  client: Pick<BackstageClient, 'events'>,
  id: string,
  after: number,
  print: (line: string) => void,
): Promise<TaskEvent[]> {
  const start = Date.now();
  for (let tries = 0; ; tries += 1) {
    try {
      return await client.events(id, after);
    } catch (error) {
      const isBreak = error instanceof Unreachable;
      if (!isBreak || Date.now() - start > PATIENCE_MS) throw error;
      if (tries === 0) print('Lost the connection; trying again …');
      await sleep(1_000);
    }
  }
}
