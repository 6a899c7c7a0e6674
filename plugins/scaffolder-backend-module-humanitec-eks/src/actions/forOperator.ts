import { ConflictError, InputError } from '@backstage/errors';
import {
  duration,
  PartError,
  RemovalRefused,
  SystemError,
} from 'backstage-plugin-humanitec-eks-node';
import { startStepLog, StepLog } from './stepLog';
import { VerificationFailed } from './verificationFailed';

/** What is used of an action's context. */
interface StepContext {
  signal?: AbortSignal;
  logger: { info(line: string): void };
  isDryRun?: boolean;
  step?: { name?: string };
}

/**
 * Runs a handler so that it reads well in the task log, which prints the stacks
 * of errors: a cancelled run says what is left, an expected failure only its
 * sentence. Of a dry-run that fails nothing else is shown, so it names the step.
 *
 * @param options - `nextRun` is what the next run does with what a cancelled one left
 */
export async function forOperator<T>(
  ctx: StepContext,
  work: (log: StepLog) => Promise<T>,
  { nextRun = COMPLETES }: { nextRun?: string } = {},
): Promise<T> {
  const log = startStepLog(ctx.logger);
  try {
    return await work(log);
  } catch (error) {
    if (ctx.signal?.aborted) {
      throw asSentence(new Error(cancelledText(log, nextRun)));
    }
    if (!isExpected(error)) throw error;
    const step = ctx.isDryRun && ctx.step?.name;
    if (step) error.message = `Step "${step}": ${error.message}`;
    throw asSentence(error);
  } finally {
    log.end();
  }
}

const COMPLETES =
  'Run the template again to complete it, or off-board the cluster to take it away.';

/** What was changed, and what is not known. */
function cancelledText(log: StepLog, nextRun: string): string {
  const deeds = log.deeds();
  return [
    `Cancelled after ${duration(log.seconds())}. ${
      deeds.length
        ? 'This step had done:'
        : 'This step had changed nothing; what the steps before it made stays.'
    }`,
    ...deeds.map(deed => `  ${deed}`),
    `A call that was under way may still have taken effect. ${nextRun}`,
  ].join('\n');
}

/** Anything else is a mistake of ours, whose stack helps. */
function isExpected(error: unknown): error is Error {
  return (
    error instanceof PartError ||
    error instanceof RemovalRefused ||
    error instanceof SystemError ||
    error instanceof VerificationFailed ||
    error instanceof InputError ||
    error instanceof ConflictError
  );
}

/** The task log prints the stack of an error, which says nothing here. */
function asSentence(error: Error): Error {
  error.stack = error.message;
  return error;
}
