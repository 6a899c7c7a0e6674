import assert from 'node:assert/strict';
import type { BackendProcess } from '../../src/__testUtils__/backendProcess';
import { awaitTask, startTask } from '../../src/__testUtils__/scaffolder';

/** What a template is run with. */
export interface Run {
  template: string;
  values: Record<string, unknown>;
}

/** Runs them at the same time, spread over the replicas, each to its end. */
export async function allWell(
  replicas: BackendProcess[],
  runs: Run[],
): Promise<void> {
  const tasks = [];
  for (const [index, { template, values }] of runs.entries()) {
    const replica = replicas[index % replicas.length];
    tasks.push({ replica, id: await startTask(replica, template, values) });
  }
  for (const { replica, id } of tasks) {
    const task = await awaitTask(replica, id);
    assert.equal(task.status, 'completed', task.log);
  }
}
