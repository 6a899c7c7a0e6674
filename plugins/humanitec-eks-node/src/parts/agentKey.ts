import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import type { LiveObject, Manifest } from '../kubernetes/kubernetesClient';
import { agentSecret, PRIVATE_KEY } from './agentManifests';

/** Humanitec refuses shorter ones (API reference, agents). */
const MODULUS_BITS = 4096;

/** The public half of an agent's key. */
export interface AgentPublicKey {
  /** PEM, SPKI. */
  pem: string;
  /** Lowercase hex SHA-256 of the DER form (API reference, agents). */
  fingerprint: string;
}

/** The public half of the key in the agent's Secret, or undefined when it holds none that would do. */
export function publicKeyOf(secret: LiveObject): AgentPublicKey | undefined {
  const { data } = secret;
  const encoded =
    typeof data === 'object' && data !== null && PRIVATE_KEY in data
      ? (data as Record<string, unknown>)[PRIVATE_KEY]
      : undefined;
  if (typeof encoded !== 'string') return undefined;
  let key: KeyObject;
  try {
    key = createPrivateKey(Buffer.from(encoded, 'base64'));
  } catch {
    // Not a key: the same as none, a new one is made.
    return undefined;
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa' || bits < MODULUS_BITS) return undefined;
  return describe(createPublicKey(key));
}

/** A new key pair: the Secret that holds the private half, and the public half. */
export async function newAgentKey(
  spec: BindingSpec,
): Promise<{ secret: Manifest; publicKey: AgentPublicKey }> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: MODULUS_BITS,
  });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const secret = {
    ...agentSecret(spec),
    type: 'Opaque',
    data: { [PRIVATE_KEY]: Buffer.from(pem).toString('base64') },
  };
  return { secret, publicKey: describe(publicKey) };
}

function describe(key: KeyObject): AgentPublicKey {
  const der = key.export({ type: 'spki', format: 'der' });
  return {
    pem: key.export({ type: 'spki', format: 'pem' }).toString(),
    fingerprint: createHash('sha256').update(der).digest('hex'),
  };
}
