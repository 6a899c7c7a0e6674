import type { BackstageClient, Entity } from './backstageClient';
import { bindingText } from './bindingText';
import { withCheckedValues } from './checkedValues';
import { exitCodes, Failure } from './failure';
import type { Outcome } from './report';
import type { TaskEvent } from './scaffolderAnswers';
import { taskEvents } from './taskEvents';
import { TaskLog } from './taskLog';
import type { ValuesFile } from './valuesFile';

const AGAIN =
  'Run the same command again: it goes on with what is there by now.';

/**
 * Runs the template as a task, tells its log, and looks at the binding afterwards.
 *
 * @param signal - cancels the task when it is aborted
 */
export async function onboard(
  client: BackstageClient,
  file: ValuesFile,
  template: Entity,
  signal: AbortSignal,
  print: (line: string) => void,
): Promise<Outcome> {
  const id = await withCheckedValues(file, template, () =>
    client.startTask(file.template, file.values),
  );
  const { spec } = await client.task(id);
  print(`Task ${id} of ${file.template}`);
  const log = new TaskLog(spec.steps, print);
  try {
    const last = await follow(client, id, log, signal, print);
    const { status } = await client.task(id);
    if (status === 'completed') return await verdict(client, last, log, print);
    return unfinished(status, last, log, signal, print);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // The task has a life of its own; what is known of it is reported.
    print(error.message);
    const steps = log.stepResults();
    const report = { status: 'failed', steps, error: error.message };
    return { exitCode: error.exitCode, report };
  }
}

/** Tells events until the last one, and returns it. */
async function follow(
  client: BackstageClient,
  id: string,
  log: TaskLog,
  signal: AbortSignal,
  print: (line: string) => void,
): Promise<TaskEvent> {
  const cancel = () => {
    print('Cancelling the task … (Ctrl-C again leaves at once)');
    client.cancel(id).catch(error => print(`Not cancelled: ${error.message}`));
  };
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel);
  for await (const event of taskEvents(client, id, print)) {
    if (event.type === 'completion') {
      signal.removeEventListener('abort', cancel);
      return event;
    }
    log.add(event.body, Date.parse(event.createdAt));
  }
  throw new Error(`The events of task ${id} ended without a completion`);
}

/** The task made what was asked for; whether it is all there, the systems say. */
async function verdict(
  client: BackstageClient,
  last: TaskEvent,
  log: TaskLog,
  print: (line: string) => void,
): Promise<Outcome> {
  const entityRef = entityRefOf(last);
  if (!entityRef) {
    throw new Failure(
      exitCodes.failed,
      "The template's output has no entityRef, so nobody knows which binding to look at.",
    );
  }
  const binding = await client.binding(entityRef);
  bindingText(binding).forEach(print);
  const { parts } = binding;
  const inSync = parts.filter(part => part.status === 'inSync').length;
  const report = { status: 'completed', steps: log.stepResults() };
  if (inSync === parts.length) {
    print(`All ${parts.length} parts are in sync.`);
    return {
      exitCode: exitCodes.ok,
      report: { ...report, binding: { parts } },
    };
  }
  const error = `${parts.length - inSync} of ${
    parts.length
  } parts are not in sync.`;
  print(`${error} ${AGAIN}`);
  return {
    exitCode: exitCodes.failed,
    report: { ...report, binding: { parts }, error },
  };
}

function unfinished(
  status: string,
  last: TaskEvent,
  log: TaskLog,
  signal: AbortSignal,
  print: (line: string) => void,
): Outcome {
  const steps = log.stepResults();
  if (signal.aborted) {
    const error = 'Cancelled.';
    print(`${error} ${AGAIN}`);
    return {
      exitCode: exitCodes.interrupted,
      report: { status: 'cancelled', steps, error },
    };
  }
  const error = last.body.error?.message ?? last.body.message;
  print(`The task ${status}. ${AGAIN}`);
  return { exitCode: exitCodes.failed, report: { status, steps, error } };
}

/** The cluster's entity: an output of its own, or a link among the outputs. */
function entityRefOf({ body: { output = {} } }: TaskEvent) {
  const links = Array.isArray(output.links) ? output.links : [];
  return [output, ...links]
    .map(place => place?.entityRef)
    .find(ref => typeof ref === 'string' && ref !== '');
}
