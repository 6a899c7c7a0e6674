import { openConnection } from './openConnection';
import type { Way } from './way';

/**
 * Tells within 15 seconds whether the API endpoint can be reached, and if not,
 * how far it came: proxy, name, port, or certificate.
 *
 * @throws KubernetesUnreachable
 */
export async function checkReachable(
  way: Way,
  caPem: string,
  signal: AbortSignal,
): Promise<void> {
  const connection = await openConnection(way, caPem, signal);
  connection.destroy();
}
