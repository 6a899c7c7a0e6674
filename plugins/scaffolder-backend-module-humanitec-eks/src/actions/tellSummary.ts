import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import type { StepLog } from './stepLog';
import { taskSummary } from './taskSummary';

/**
 * Tells what each step of the task did and how long it took, and where to look
 * now. The steps are read from the task's own log, as who started it; where
 * that is refused, for lack of the permission scaffolder.task.read or after the
 * end of a session, it says so, and nothing else is lost.
 *
 * @param links - a title and an address each
 */
export async function tellSummary(
  ctx: {
    task: { id: string };
    step?: { id?: string };
    getInitiatorCredentials(): Promise<BackstageCredentials>;
  },
  scaffolder: ScaffolderService,
  log: StepLog,
  links: [title: string, url: string][],
): Promise<void> {
  try {
    const options = { credentials: await ctx.getInitiatorCredentials() };
    const request = { taskId: ctx.task.id };
    const [task, events] = await Promise.all([
      scaffolder.getTask(request, options),
      scaffolder.getLogs(request, options),
    ]);
    const current = ctx.step?.id ?? '';
    taskSummary(task.spec.steps, events, { current, now: Date.now() }).forEach(
      line => log.info(line),
    );
  } catch (error) {
    log.info(
      `The durations of the steps cannot be told: ${
        isError(error) ? error.message : error
      }`,
    );
  }
  for (const [title, url] of links) log.info(`${title}: ${url}`);
}
