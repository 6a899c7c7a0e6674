import type { Systems } from '../systems';
import { waitFor } from '../waitFor';
import type { KubernetesClient } from './kubernetesClient';
import { KubernetesError } from './kubernetesError';
import { KubernetesUnreachable } from './reach/kubernetesUnreachable';

/** Access entries take effect after seconds, DNS of a new endpoint after a minute or two. */
const LIMIT_SECONDS = 180;

/**
 * Waits until the cluster's API answers Backstage: right after ACTIVE its name
 * may not resolve yet, and a new access entry is refused for some seconds.
 *
 * @throws the last refusal at the bound; anything that waiting cannot mend at once
 */
export async function awaitAccess(
  systems: Systems,
): Promise<KubernetesClient | undefined> {
  const start = Date.now();
  return waitFor(
    async () => {
      try {
        const kubernetes = await systems.kubernetes();
        await kubernetes?.find({
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: 'kube-system' },
        });
        return { done: kubernetes };
      } catch (error) {
        const expired = Date.now() - start > LIMIT_SECONDS * 1000;
        const waiting = expired ? undefined : whatIsAwaited(error);
        if (!waiting) throw error;
        return { waiting };
      }
    },
    systems,
    { limitSeconds: 2 * LIMIT_SECONDS, firstPauseSeconds: 0.5 },
  );
}

function whatIsAwaited(error: unknown): string | undefined {
  if (error instanceof KubernetesUnreachable) {
    if (!error.retryable) return undefined;
    return error.failure === 'dns'
      ? 'Waiting for the name of the API endpoint to appear in DNS'
      : 'Waiting until the proxy can connect to the API endpoint';
  }
  if (!(error instanceof KubernetesError)) return undefined;
  if (error.httpStatus === 401 || error.httpStatus === 403) {
    return "Waiting for the access entry of Backstage's role to take effect";
  }
  return error.retryable
    ? 'Waiting for the Kubernetes API to answer'
    : undefined;
}
