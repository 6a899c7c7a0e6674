import { generate } from 'selfsigned';

/** PEM. */
export interface Certificate {
  cert: string;
  key: string;
}

/** A certificate authority of a cluster's own, good for ten years. */
export async function createCa(commonName: string): Promise<Certificate> {
  const made = await generate([{ name: 'commonName', value: commonName }], {
    ...validity(10),
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, digitalSignature: true },
    ],
  });
  return { cert: made.cert, key: made.private };
}

/** A certificate for a server on the loopback interface, signed by the authority. */
export async function createServerCertificate(
  ca: Certificate,
): Promise<Certificate> {
  const made = await generate([{ name: 'commonName', value: 'kubernetes' }], {
    ...validity(10),
    keyType: 'ec',
    algorithm: 'sha256',
    ca,
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { cert: made.cert, key: made.private };
}

function validity(years: number) {
  const notAfterDate = new Date();
  notAfterDate.setFullYear(notAfterDate.getFullYear() + years);
  return { notAfterDate };
}
