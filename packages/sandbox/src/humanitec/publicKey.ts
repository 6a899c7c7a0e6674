// The public keys that Humanitec takes: RSA, at least 4096 bits, PEM of type SubjectPublicKeyInfo.
import { createHash, createPublicKey, KeyObject } from 'node:crypto';
import { badRequest } from './errors';

export interface PublicKeyRecord {
  /** SHA-256 of the DER form, lower-case hex. */
  fingerprint: string;
  publicKey: string;
  createdBy: string;
  createdAt: number;
  /** Humanitec no longer takes it; set by tests. */
  revoked?: boolean;
}

const twoYears = 2 * 365 * 24 * 60 * 60 * 1000;

/** When a key of this age should be replaced. */
export function expiryOf(key: PublicKeyRecord): number {
  return key.createdAt + twoYears;
}

/** @throws HumanitecError 400 for a key that Humanitec does not take */
export function fingerprintOf(pem: string): string {
  const key = parse(pem);
  const bits = key?.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key?.asymmetricKeyType !== 'rsa') {
    throw badRequest('public_key must be an RSA public key, PEM encoded');
  }
  if (bits < 4096) {
    throw badRequest(`public_key has ${bits} bits; at least 4096 are required`);
  }
  const der = key.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex');
}

function parse(pem: string): KeyObject | undefined {
  // Node also derives public keys from private keys and PKCS#1; Humanitec does not.
  if (!/^-----BEGIN PUBLIC KEY-----\r?\n/.test(pem.trimStart())) {
    return undefined;
  }
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}
