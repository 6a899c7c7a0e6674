import { stripVTControlCharacters } from 'node:util';
import { duration } from 'backstage-plugin-humanitec-eks-node';

/** A line of a task's log, or a step's change of state. */
export interface TaskEvent {
  /** ISO 8601. */
  createdAt: string;
  body: { message: string; stepId?: string; status?: string };
}

/** What a template says of a step. */
export interface TaskStep {
  id: string;
  name: string;
}

/**
 * How long this run of the task has taken, and one line a step: its name, how long it took, and the line that it ended
 * with. A step that was retried counts as it went the last time. Pure.
 *
 * @param options - `current` is the step that asks, `now` in milliseconds
 */
export function taskSummary(
  steps: TaskStep[],
  events: TaskEvent[],
  { current, now }: { current: string; now: number },
): string[] {
  // A retried task begins anew, with an event that is of no step.
  const began = events.findLast(({ body }) => !body.stepId);
  const width = Math.max(...steps.map(({ name }) => name.length));
  const at = steps.findIndex(({ id }) => id === current);
  const lines = steps.map(({ id, name }, index) => {
    const text =
      index > at
        ? 'follows'
        : stepText(
            events.filter(({ body }) => body.stepId === id),
            id === current ? now : undefined,
          );
    return `  ${name.padEnd(width)}  ${text}`;
  });
  const total = began
    ? duration((now - time(began)) / 1000)
    : 'an unknown time';
  return steps.length > 1
    ? [`All steps, in ${total}:`, ...lines]
    : [`All in ${total}.`];
}

/** `3 s      Done: 2 created.`, or `skipped` */
function stepText(events: TaskEvent[], now: number | undefined): string {
  const began = events.findLast(({ body }) => body.status === 'processing');
  if (!began) return 'skipped';
  const rest = events.slice(events.indexOf(began) + 1);
  const ended = rest.find(({ body }) => body.status === 'completed');
  const end = now ?? (ended && time(ended)) ?? time(began);
  const took = duration(Math.max(0, end - time(began)) / 1000);
  if (now !== undefined) return took;
  const last = rest.findLast(({ body }) => !body.status);
  return last ? `${took.padEnd(12)}${plain(last.body.message)}` : took;
}

function time({ createdAt }: TaskEvent): number {
  return Date.parse(createdAt);
}

/** The log prints a level before each line. */
function plain(message: string): string {
  return stripVTControlCharacters(message)
    .replace(/^\w+: /, '')
    .trim();
}
