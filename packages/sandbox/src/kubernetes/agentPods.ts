import { Cluster } from '../aws/state';
import { World } from '../world';
import { isReady } from './controllers/ownedPods';
import { settle } from './controllers/settle';
import { builtin } from './resources';

/** The Humanitec Agents that are connected right now: Ready, with a key that is registered. */
export function connectedAgents(
  world: World,
): { orgId: string; fingerprint: string; cluster: Cluster }[] {
  return world.kubernetes.all().flatMap(([cluster, api]) => {
    settle(world, cluster);
    return api.store
      .list(builtin('', 'pods'))
      .filter(isReady)
      .flatMap(pod => [
        ...(api.pods.get(pod.metadata.uid)?.containers.values() ?? []),
      ])
      .flatMap(({ agent }) =>
        (agent?.orgIds ?? []).flatMap(orgId => {
          const fingerprint = agent?.fingerprint ?? '';
          return world.humanitec.agentByFingerprint(orgId, fingerprint)
            ? [{ orgId, fingerprint, cluster }]
            : [];
        }),
      );
  });
}
