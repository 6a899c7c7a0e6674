import type { Systems } from '../systems';
import type { KubernetesClient } from './kubernetesClient';

/** The cluster's API, which must be there by now. */
export async function requireKubernetes(
  systems: Pick<Systems, 'kubernetes'>,
): Promise<KubernetesClient> {
  const kubernetes = await systems.kubernetes();
  if (!kubernetes) {
    throw new Error(
      'there is no ACTIVE cluster yet; run the steps cluster:apply and cluster:await first',
    );
  }
  return kubernetes;
}
