import type { Response } from 'express';

/** Answers with the result of the work, which ends when the browser goes away: then there is nobody to answer. */
export async function forBrowser<T>(
  response: Response<T>,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    response.json(await work(gone.signal));
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  }
}
