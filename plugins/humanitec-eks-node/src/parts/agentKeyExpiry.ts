import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import type { Systems } from '../systems';
import { runningFingerprint } from './agentDeployment';
import { chooseKey } from './agentKeyChoice';
import { AgentState, observeAgent } from './agentState';

/**
 * The day, as YYYY-MM-DD, on which the key expires that the agent has in the
 * cluster; undefined when it has none, or Humanitec does not tell.
 */
export async function agentKeyExpiry(
  spec: BindingSpec,
  systems: Systems,
): Promise<string | undefined> {
  const state = await observeAgent(spec, systems);
  return state && keyExpiry(state);
}

/** Pure. The same, of an agent that was looked at. */
export function keyExpiry({
  registeredKeys,
  objects,
  secrets,
}: Pick<AgentState, 'registeredKeys' | 'objects' | 'secrets'>):
  | string
  | undefined {
  const { publicKey } = chooseKey(secrets, {
    running: runningFingerprint(objects),
  });
  const key = registeredKeys.find(
    ({ fingerprint }) => fingerprint === publicKey?.fingerprint,
  );
  return key?.expired_at?.slice(0, 10);
}
