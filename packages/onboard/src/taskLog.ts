import { stripVTControlCharacters } from 'node:util';
import type { LogEntry, Step } from './scaffolderAnswers';

/** A step of the template, as the report tells of it. */
export interface StepResult {
  id: string;
  action: string;
  status: string;
  seconds: number;
}

const SIGNS: Record<string, string> = {
  completed: '✓',
  failed: '✗',
  cancelled: '✗',
  skipped: '-',
};

/** Turns a task's events into lines to read and results to report. */
export class TaskLog {
  private readonly began = new Map<string, number | undefined>();
  private readonly results = new Map<string, StepResult>();

  constructor(
    private readonly steps: Step[],
    private readonly print: (line: string) => void,
  ) {}

  /** @param at - milliseconds since the epoch, where they are known */
  add({ message, stepId, status }: LogEntry, at?: number) {
    const step = this.steps.find(({ id }) => id === stepId);
    if (!step) return;
    if (status === 'processing') {
      this.began.set(step.id, at);
      this.print(step.name);
    } else if (status) {
      this.end(step, status, message, at);
    } else {
      this.tell(message);
    }
  }

  /** Every step of the template, in order; those that never began are `skipped`. */
  stepResults(): StepResult[] {
    return this.steps.map(
      ({ id, action }) =>
        this.results.get(id) ?? { id, action, status: 'skipped', seconds: 0 },
    );
  }

  private end({ id, action }: Step, status: string, message: string, at = 0) {
    const start = this.began.get(id);
    const seconds =
      start === undefined ? undefined : Math.round((at - start) / 1_000);
    this.results.set(id, { id, action, status, seconds: seconds ?? 0 });
    if (status === 'failed') this.tell(message);
    // What comes after a failure is skipped, and not worth a line a step.
    if (!this.began.has(id)) return;
    const time = seconds === undefined ? '' : `, ${seconds} s`;
    this.print(`  ${SIGNS[status] ?? '?'} ${status}${time}`);
  }

  private tell(message: string) {
    for (const line of plainLines(message)) this.print(`  ${line}`);
  }
}

/** Without colours, level, kind of error, and the frames of a stack: those are for the backend's log. */
export function plainLines(message: string): string[] {
  const text = stripVTControlCharacters(message);
  // The dry-run repeats the whole input of each step.
  if (/^Running .* in dry-run mode with inputs/.test(text)) return [];
  return text
    .replace(/^(?:info|warn|error): /, '')
    .replace(/^\w*Error: /, '')
    .split('\n')
    .filter(line => !/^\s+at .+/.test(line) && line.trim() !== '');
}
