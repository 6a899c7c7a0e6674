import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import type { LiveObject } from '../kubernetes/kubernetesClient';
import { FoundObjects, isOurObject, objectName } from '../kubernetes/objects';
import { AgentPublicKey, publicKeyOf } from './agentKey';
import {
  agentSecret,
  AGENT_SECRETS,
  AgentSecretName,
  REPLACES_ANNOTATION,
} from './agentManifests';

/** One of the agent's Secrets that is there. It never holds the private key itself. */
export interface FoundSecret {
  name: AgentSecretName;
  uid?: string;
  ours: boolean;
  /** Undefined when the Secret holds no key that would do. */
  publicKey?: AgentPublicKey;
  /** Fingerprint of the key that this one takes the place of. */
  replaces?: string;
}

/** Which key the agent should have. */
export interface KeyChoice {
  /** Where it is, or where it will be. */
  secret: AgentSecretName;
  /** Undefined when it has to be made. */
  publicKey?: AgentPublicKey;
  /** Fingerprint of the key that the new one takes the place of. */
  replaces?: string;
  /** A Secret of ours that goes once the pods run with the key. */
  former?: FoundSecret;
}

/** Reads the agent's Secrets without keeping their data. */
export function foundSecrets(
  spec: BindingSpec,
  objects: FoundObjects,
): FoundSecret[] {
  return AGENT_SECRETS.flatMap((name): FoundSecret[] => {
    const live = objects.get(objectName(agentSecret(spec, name)));
    return live ? [foundSecret(spec, name, live)] : [];
  });
}

function foundSecret(
  spec: BindingSpec,
  name: AgentSecretName,
  live: LiveObject,
): FoundSecret {
  const { uid, annotations } = live.metadata;
  return {
    name,
    uid,
    ours: isOurObject(spec, live),
    publicKey: publicKeyOf(live),
    replaces: annotations?.[REPLACES_ANNOTATION],
  };
}

/**
 * Decides which of the keys that are there the agent should have, or where a
 * new one goes. Of two keys of ours the successor is chosen: a rotation that
 * was interrupted is completed, and no other one begins.
 *
 * @param options - `running` is the fingerprint that the pods have, `retire`
 *   that of a key which must be replaced
 */
export function chooseKey(
  secrets: FoundSecret[],
  options: { running?: string; retire?: string } = {},
): KeyChoice {
  const chosen = presentKey(secrets, options.running);
  if (!chosen?.publicKey) {
    const [secret] = AGENT_SECRETS;
    return { secret, former: leftOver(secrets, secret) };
  }
  const { name, publicKey } = chosen;
  if (publicKey.fingerprint === options.retire) {
    return {
      secret: otherSecret(name),
      replaces: publicKey.fingerprint,
      former: chosen.ours ? chosen : undefined,
    };
  }
  return { secret: name, publicKey, former: leftOver(secrets, name) };
}

function presentKey(secrets: FoundSecret[], running: string | undefined) {
  const holding = secrets.filter(({ publicKey }) => publicKey);
  const ours = holding.filter(secret => secret.ours);
  // Only a Secret of Humanitec's own name can be somebody's agent; it may be adopted.
  const [first, second] = ours.length
    ? ours
    : holding.filter(({ name }) => name === AGENT_SECRETS[0]);
  if (!first || !second) return first;
  if (second.replaces === first.publicKey?.fingerprint) return second;
  if (first.replaces === second.publicKey?.fingerprint) return first;
  return second.publicKey?.fingerprint === running ? second : first;
}

function leftOver(secrets: FoundSecret[], kept: AgentSecretName) {
  return secrets.find(({ name, ours }) => ours && name !== kept);
}

function otherSecret(name: AgentSecretName): AgentSecretName {
  return name === AGENT_SECRETS[0] ? AGENT_SECRETS[1] : AGENT_SECRETS[0];
}
