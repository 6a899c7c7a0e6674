import type { Binding } from './scaffolderAnswers';
import type { StepResult } from './taskLog';

/** The document of `--json`. */
export interface Report {
  /** That of the task, `cancelled`, or `dry-run`. */
  status: string;
  steps: StepResult[];
  /** Of a task that completed. */
  binding?: Pick<Binding, 'parts'>;
  /** Of a dry-run: what it rendered. */
  files?: string[];
  /** Why the command does not end with 0. */
  error?: string;
}

/** How the command ends. */
export interface Outcome {
  exitCode: number;
  report: Report;
}
