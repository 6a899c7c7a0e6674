// AWS Signature Version 4, checked from the server's side.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import {
  ALGORITHM_IDENTIFIER,
  KEY_TYPE_IDENTIFIER,
  getCanonicalHeaders,
  SignatureV4,
} from '@smithy/signature-v4';

export interface CredentialScope {
  accessKeyId: string;
  /** YYYYMMDD */
  date: string;
  region: string;
  service: string;
}

export interface SignedRequest {
  method: string;
  hostname: string;
  path: string;
  query: Record<string, string | string[]>;
  /** The signed headers and no others, names in lower case. */
  headers: Record<string, string>;
  /** SHA-256 of the body, hexadecimal, or `UNSIGNED-PAYLOAD`. */
  payloadHash: string;
  /** YYYYMMDDTHHMMSSZ */
  amzDate: string;
  scope: CredentialScope;
}

/** Is this the signature that the holder of the secret would have made? */
export function isSignedWith(
  secretAccessKey: string,
  signature: string,
  request: SignedRequest,
): boolean {
  const { date, region, service } = request.scope;
  const stringToSign = [
    ALGORITHM_IDENTIFIER,
    request.amzDate,
    [date, region, service, KEY_TYPE_IDENTIFIER].join('/'),
    sha256(canonicalRequest.of(request)),
  ].join('\n');
  const key = [date, region, service, KEY_TYPE_IDENTIFIER].reduce<
    string | Buffer
  >((secret, part) => hmac(secret, part), `AWS4${secretAccessKey}`);
  const expected = hmac(key, stringToSign).toString('hex');
  return (
    expected.length === signature.length &&
    timingSafeEqual(Buffer.from(expected), Buffer.from(signature))
  );
}

/** `AKIA…/20261122/eu-central-1/eks/aws4_request` in its parts. */
export function parseCredential(
  credential: string,
): CredentialScope | undefined {
  const [accessKeyId, date, region, service, terminator, ...rest] =
    credential.split('/');
  if (terminator !== KEY_TYPE_IDENTIFIER || rest.length > 0) return undefined;
  return { accessKeyId, date, region, service };
}

/** YYYYMMDDTHHMMSSZ in milliseconds since the epoch; undefined for anything else. */
export function parseAmzDate(value: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(value);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at) ? undefined : at;
}

export function sha256(data: string) {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, data: string) {
  return createHmac('sha256', key).update(data).digest();
}

// The library signs asynchronously, the doors here answer at once: it writes the canonical request, node:crypto does the rest.
class CanonicalRequest extends SignatureV4 {
  of({ payloadHash, ...request }: SignedRequest) {
    const message = { protocol: 'https:', ...request };
    const signed = new Set(Object.keys(request.headers));
    return this.createCanonicalRequest(
      message,
      getCanonicalHeaders(message, undefined, signed),
      payloadHash,
    );
  }
}

const canonicalRequest = new CanonicalRequest({
  credentials: { accessKeyId: '', secretAccessKey: '' },
  region: '',
  service: '',
  sha256: class {
    update() {}
    reset() {}
    async digest(): Promise<Uint8Array> {
      throw new Error('only the canonical request is taken from the library');
    }
  },
});
