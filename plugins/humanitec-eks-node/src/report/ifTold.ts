import type { Readings } from '../systems';

/**
 * What the look finds, or undefined when a system does not tell: the parts that
 * live in it say why.
 *
 * @throws the signal's reason when it is aborted
 */
export async function ifTold<T>(
  { signal }: Pick<Readings, 'signal'>,
  look: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await look();
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
