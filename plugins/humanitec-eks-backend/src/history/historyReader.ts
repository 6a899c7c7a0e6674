import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  NotAllowedError,
  ResponseError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import type {
  BindingHistory,
  BindingIdentity,
} from 'backstage-plugin-humanitec-eks-common';
import { withinBounds } from '../withinBounds';
import { taskOfBinding } from './taskOfBinding';

/** The scaffolder cannot look into parameters, so the latest tasks are looked through. */
const LATEST = 200;
const PAGE = 50;
const SECONDS = 15;

/**
 * The tasks that were about a cluster, of those that the caller may see.
 *
 * @throws NotAllowedError when the scaffolder refuses; ServiceUnavailableError
 *   when it does not answer or is not installed: no tasks would be a lie
 */
export function historyReader(scaffolder: ScaffolderService) {
  return async (
    binding: BindingIdentity,
    credentials: BackstageCredentials,
    signal: AbortSignal,
  ): Promise<BindingHistory> =>
    withinBounds(
      {
        system: 'The scaffolder',
        what: 'its tasks',
        seconds: SECONDS,
      },
      signal,
      async ends => {
        const history: BindingHistory = {
          items: [],
          searched: 0,
          complete: false,
        };
        while (history.searched < LATEST && !history.complete) {
          ends.throwIfAborted();
          const { items, totalItems } = await scaffolder
            .listTasks(
              { limit: PAGE, offset: history.searched },
              { credentials },
            )
            .catch(inOurWords);
          history.items.push(
            ...items.flatMap(task => taskOfBinding(task, binding) ?? []),
          );
          history.searched += items.length;
          history.complete =
            items.length === 0 || history.searched >= totalItems;
        }
        return history;
      },
    );
}

/** The scaffolder's answer is its own; only its status is told. */
function inOurWords(error: unknown): never {
  if (!(error instanceof ResponseError)) {
    throw new ServiceUnavailableError(
      'The scaffolder could not be asked for its tasks. Check that Backstage reaches it at the address that its discovery gives.',
    );
  }
  if (error.statusCode === 403) {
    throw new NotAllowedError('You may not see tasks of the scaffolder.');
  }
  throw new ServiceUnavailableError(
    `The scaffolder did not tell its tasks (HTTP ${error.statusCode}). Check that @backstage/plugin-scaffolder-backend is installed and running.`,
  );
}
