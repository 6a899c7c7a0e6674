import {
  type BindingSpec,
  KEY_ROTATION_MARGIN_DAYS,
} from 'backstage-plugin-humanitec-eks-common';
import { PartError } from '../binding/failure';
import type { Systems } from '../systems';
import { agent, agentWithout } from './agent';
import { runningFingerprint } from './agentDeployment';
import { chooseKey } from './agentKeyChoice';
import { AgentState, observeAgent } from './agentState';
import type { Part } from './part';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What rotating the agent's key comes to. */
export interface AgentKeyRotation {
  /** To be planned or applied; undefined when there is nothing to do. */
  part?: Part<AgentState>;
  /** A sentence for the log. */
  reason: string;
}

/**
 * Decides whether the agent's key is due. The part that is returned gives the
 * agent a new key, rolls its pods, and deletes the old key only when all of
 * them are ready with the new one; to apply it again after an interruption completes it.
 *
 * @param options - rotates only a key that is at least `olderThanDays` old or
 *   soon expires; any key when undefined
 * @throws PartError when the cluster is not up, or holds no key of the agent
 */
export async function agentKeyRotation(
  spec: BindingSpec,
  options: { olderThanDays?: number },
  systems: Systems,
): Promise<AgentKeyRotation> {
  try {
    const observed = await observeAgent(spec, systems);
    return decideRotation(observed, { ...options, now: Date.now() });
  } catch (error) {
    systems.signal.throwIfAborted();
    throw new PartError('agent', error);
  }
}

/** @internal */
export function decideRotation(
  observed: AgentState | undefined,
  { olderThanDays, now }: { olderThanDays?: number; now: number },
): AgentKeyRotation {
  if (observed && !observed.objects) {
    throw new Error(
      'there is no ACTIVE cluster to look into; rotate the key once it is up',
    );
  }
  const { publicKey, former } = chooseKey(observed?.secrets ?? [], {
    running: runningFingerprint(observed?.objects),
  });
  if (!observed || !publicKey) {
    throw new Error(
      'the cluster holds no key of the agent; run the step agent:apply, which makes one',
    );
  }
  if (former?.publicKey) {
    return {
      part: agent,
      reason:
        'A rotation was interrupted: it is completed, and no other one begins.',
    };
  }
  const { fingerprint } = publicKey;
  const key = observed.registeredKeys.find(
    registered => registered.fingerprint === fingerprint,
  );
  const part = agentWithout(fingerprint);
  if (olderThanDays === undefined)
    return { part, reason: 'The key is due, whatever its age.' };
  const age = key?.created_at && (now - Date.parse(key.created_at)) / DAY_MS;
  if (!age) return { part, reason: 'The age of the key is not known.' };
  const old = `The key is ${Math.floor(age)} days old`;
  if (age >= olderThanDays) return { part, reason: `${old}.` };
  const left = key?.expired_at && (Date.parse(key.expired_at) - now) / DAY_MS;
  if (left && left < KEY_ROTATION_MARGIN_DAYS) {
    return { part, reason: `The key expires in ${Math.floor(left)} days.` };
  }
  return { reason: `${old}; it is not rotated before ${olderThanDays}.` };
}
