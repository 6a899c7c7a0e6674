import { useEffect, useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';

/** What was asked of the backend, and how that went. */
export interface Asked<Answer> {
  /** The last answer; a question that fails keeps it beside the error. */
  answer?: Answer;
  error?: Error;
  loading: boolean;
  /** @param options - `fresh`: what the systems say now, not some seconds ago */
  ask: (options?: { fresh?: boolean }) => void;
}

/**
 * Asks as soon as it is wanted, and whenever it is told to. An answer that is
 * overtaken by a later question is dropped.
 *
 * @param question - keeps its identity as long as it asks the same
 */
export function useAnswer<Answer>(
  question: (options: { fresh?: boolean }) => Promise<Answer>,
  { wanted = true }: { wanted?: boolean } = {},
): Asked<Answer> {
  const [{ value, error, loading }, ask] = useAsyncFn(
    (options: { fresh?: boolean } = {}) => question(options),
    [question],
  );
  const [last, setLast] = useState<Answer>();
  if (value !== undefined && value !== last) setLast(value);
  useEffect(() => {
    if (wanted) ask();
  }, [ask, wanted]);
  const answer = value ?? last;
  return { answer, error, loading: loading || !(answer || error), ask };
}
