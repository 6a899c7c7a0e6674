import { ConflictError, InputError } from '@backstage/errors';
import {
  PartError,
  RemovalRefused,
  SystemError,
} from 'backstage-plugin-humanitec-eks-node';

/**
 * Runs a handler so that its failure reads well in the task log, which prints
 * stacks: a cancelled run says what is left, an expected failure only its sentence.
 */
export async function forOperator<T>(
  ctx: { signal?: AbortSignal; logger: { info(line: string): void } },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (ctx.signal?.aborted) {
      throw withoutStack(
        new Error(
          'Cancelled. What was made so far stays; run the template again to complete it, or off-board the cluster to take it away.',
        ),
      );
    }
    throw isExpected(error) ? withoutStack(error) : error;
  }
}

/** Anything else is a mistake of ours, whose stack helps. */
function isExpected(error: unknown): error is Error {
  return (
    error instanceof PartError ||
    error instanceof RemovalRefused ||
    error instanceof SystemError ||
    error instanceof InputError ||
    error instanceof ConflictError
  );
}

function withoutStack(error: Error): Error {
  error.stack = error.message;
  return error;
}
