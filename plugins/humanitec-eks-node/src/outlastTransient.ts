import { SystemError } from './systemError';
import type { Look } from './waitFor';

/** Longer than what a system needs to recover, shorter than a person's patience with a log that stands still. */
const LIMIT_SECONDS = 180;

/**
 * A look that goes on although a system fails for a while: a wait of a quarter
 * of an hour should not end with one burst of throttling. For looks that only read.
 *
 * @throws at once what is not transient; what is, when it lasts
 */
export function outlastTransient<T>(
  look: () => Promise<Look<T>>,
): () => Promise<Look<T>> {
  let failingSince: number | undefined;
  return async () => {
    try {
      const found = await look();
      failingSince = undefined;
      return found;
    } catch (error) {
      if (!(error instanceof SystemError) || !error.retryable) throw error;
      failingSince ??= Date.now();
      if (Date.now() - failingSince > LIMIT_SECONDS * 1000) throw error;
      return { waiting: `${error.message}; asking again` };
    }
  };
}
