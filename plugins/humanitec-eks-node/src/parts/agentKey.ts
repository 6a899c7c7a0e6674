import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { LiveObject } from '../kubernetes/kubernetesClient';
import { PRIVATE_KEY } from './agentManifests';

/** Humanitec refuses shorter ones (API reference, agents). */
const MODULUS_BITS = 4096;

/** The public half of an agent's key. */
export interface AgentPublicKey {
  /** PEM, SPKI. */
  pem: string;
  /** Lowercase hex SHA-256 of the DER form (API reference, agents). */
  fingerprint: string;
}

const dataSchema = z.object({
  data: z.object({ [PRIVATE_KEY]: z.string() }),
});

/** The public half of the key in a Secret of the agent, or undefined when it holds none that would do. */
export function publicKeyOf(secret: LiveObject): AgentPublicKey | undefined {
  const parsed = dataSchema.safeParse(secret);
  if (!parsed.success) return undefined;
  let key: KeyObject;
  try {
    key = createPrivateKey(
      Buffer.from(parsed.data.data[PRIVATE_KEY], 'base64'),
    );
  } catch {
    // Not a key: the same as none, a new one is made.
    return undefined;
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa' || bits < MODULUS_BITS) return undefined;
  return describe(createPublicKey(key));
}

/** A new key pair: data for a Secret, and the public half. */
export async function newAgentKey(): Promise<{
  data: Record<string, string>;
  publicKey: AgentPublicKey;
}> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: MODULUS_BITS,
  });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  return {
    data: { [PRIVATE_KEY]: Buffer.from(pem).toString('base64') },
    publicKey: describe(publicKey),
  };
}

function describe(key: KeyObject): AgentPublicKey {
  const der = key.export({ type: 'spki', format: 'der' });
  return {
    pem: key.export({ type: 'spki', format: 'pem' }).toString(),
    fingerprint: createHash('sha256').update(der).digest('hex'),
  };
}
