import {
  BindingIdentity,
  bindingMark,
  MARK_KEY,
} from 'backstage-plugin-humanitec-eks-common';
import { AGENT_NAME } from '../../parts/agentManifests';
import type { Readings } from '../../systems';
import type { Found } from './discoverSpec';

/** Namespaces and the runner's service account, by our label. */
export async function fromKubernetes(
  identity: BindingIdentity,
  systems: Readings,
): Promise<Found> {
  const kubernetes = await systems.kubernetes();
  if (!kubernetes) return {};
  const selector = `${MARK_KEY}=${bindingMark(identity)}`;
  const list = (kind: string) =>
    kubernetes.list('v1', kind, undefined, selector);
  const [accounts, namespaces] = await Promise.all([
    list('ServiceAccount'),
    list('Namespace'),
  ]);
  const agent = accounts.find(({ metadata }) => metadata.name === AGENT_NAME);
  const runner = accounts.find(account => account !== agent);

  // A namespace that was made just before a crash has no service account yet.
  const bare = namespaces
    .map(({ metadata }) => metadata.name)
    .filter(name =>
      accounts.every(({ metadata }) => metadata.namespace !== name),
    );
  const agentNamespace = agent?.metadata.namespace ?? bare.shift();
  const runnerNamespace = runner?.metadata.namespace ?? bare.shift();
  return {
    names: {
      agentNamespace,
      runnerNamespace,
      runnerServiceAccount: runner?.metadata.name,
    },
  };
}
