import { stripVTControlCharacters } from 'node:util';

/** What one event of a task says of its steps. */
export interface LogEntry {
  message: string;
  stepId?: string;
  status?: string;
}

/** A step that has begun, as the report tells of it. */
export interface StepResult {
  id: string;
  action: string;
  status: string;
  seconds: number;
}

/** Turns a task's events into lines to read and results to report. */
export class TaskLog {
  private readonly began = new Map<string, number>();
  private readonly results = new Map<string, StepResult>();

  constructor(
    private readonly steps: { id: string; name: string; action: string }[],
    private readonly print: (line: string) => void,
  ) {}

  /** @param at - milliseconds since the epoch */
  add({ message, stepId, status }: LogEntry, at: number) {
    const step = this.steps.find(({ id }) => id === stepId);
    if (!step) return;
    if (status === 'processing' && !this.began.has(step.id)) {
      this.began.set(step.id, at);
      this.print(step.name);
    } else if (!status || status === 'processing') {
      for (const line of plainLines(message)) this.print(`  ${line}`);
    } else {
      const seconds = Math.round((at - (this.began.get(step.id) ?? at)) / 1000);
      const { id, action } = step;
      this.results.set(id, { id, action, status, seconds });
      if (status === 'failed') {
        for (const line of plainLines(message)) this.print(`  ${line}`);
      }
      if (status !== 'skipped')
        this.print(`  ${SIGNS[status] ?? '?'} ${status}, ${seconds} s`);
    }
  }

  /** Every step of the template, in order; those that never began are `skipped`. */
  stepResults(): StepResult[] {
    return this.steps.map(
      ({ id, action }) =>
        this.results.get(id) ?? { id, action, status: 'skipped', seconds: 0 },
    );
  }
}

const SIGNS: Record<string, string> = {
  completed: '✓',
  failed: '✗',
  cancelled: '✗',
};

/** Without colours, level, and the frames of a stack: those are for the backend's log. */
export function plainLines(message: string): string[] {
  return stripVTControlCharacters(message)
    .replace(/^(?:info|warn|error): /, '')
    .split('\n')
    .filter(line => !/^\s+at .+\)?$/.test(line) && line.trim() !== '');
}
