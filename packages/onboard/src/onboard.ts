import type { BindingReport } from 'backstage-plugin-humanitec-eks-common';
import { BackstageClient, TaskEvent } from './backstageClient';
import { bindingText } from './bindingText';
import { plainLines, StepResult, TaskLog } from './taskLog';
import type { Values } from './valuesFile';

export interface OnboardResult {
  status: string;
  steps: StepResult[];
  binding?: Pick<BindingReport, 'parts'>;
  error?: string;
}

/**
 * Runs the template as a task, tells its log, and looks at the binding afterwards.
 *
 * @param signal - cancels the task when it is aborted
 */
export async function onboard(
  client: BackstageClient,
  values: Values,
  signal: AbortSignal,
  print: (line: string) => void,
): Promise<OnboardResult> {
  await client.template(values.template);
  const id = await client.startTask(values);
  const { spec } = await client.task(id);
  print(`Task ${id} of ${values.template}`);
  const log = new TaskLog(spec.steps, print);
  const last = await follow(client, id, signal, log, print);
  const status = last.body.status ?? 'failed';
  const steps = log.stepResults();
  if (status !== 'completed') {
    const failed = steps.find(step => step.status === 'failed');
    const error = failed
      ? `Step ${failed.id} failed.`
      : plainLines(last.body.message)[0];
    print(
      `Task ${status}. Run the same command again: it goes on where this one ended.`,
    );
    return { status, steps, error };
  }
  const entityRef = entityRefOf(last);
  if (!entityRef) return { status, steps };
  const report = await client.binding(entityRef);
  bindingText(report).forEach(print);
  return { status, steps, binding: { parts: report.parts } };
}

/** Tells events until the last one, and returns it. */
async function follow(
  client: BackstageClient,
  id: string,
  signal: AbortSignal,
  log: TaskLog,
  print: (line: string) => void,
): Promise<TaskEvent> {
  signal.addEventListener('abort', () => {
    print('Cancelling the task …');
    client.cancel(id).catch(error => print(String(error.message)));
  });
  let after = -1;
  for (;;) {
    for (const event of await client.events(id, after)) {
      after = event.id;
      if (event.type === 'completion') return event;
      log.add(event.body, Date.parse(event.createdAt));
    }
  }
}

/** The cluster's entity, from the links that the template puts out. */
function entityRefOf({ body }: TaskEvent): string | undefined {
  const links = body.output?.links;
  if (!Array.isArray(links)) return undefined;
  for (const link of links) {
    if (typeof link?.entityRef === 'string') return link.entityRef;
  }
  return undefined;
}
