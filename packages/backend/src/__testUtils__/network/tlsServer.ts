import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { generate } from 'selfsigned';
import { listening, Listening } from './listening';

interface KeyPair {
  key: string;
  cert: string;
}

/** A certificate for a server on the loopback interface. */
export async function certificate(options: {
  /** Signs it; itself when left out. */
  ca?: KeyPair;
  /** Instead of the loopback address and `localhost`. */
  name?: string;
  /** In days from now; in the past when negative. */
  endsIn?: number;
}): Promise<KeyPair> {
  const { ca, name, endsIn = 1 } = options;
  const day = 24 * 60 * 60 * 1000;
  const made = await generate([{ name: 'commonName', value: 'test' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ...(ca && { ca }),
    notBeforeDate: new Date(Date.now() - 9 * day),
    notAfterDate: new Date(Date.now() + endsIn * day),
    extensions: [
      {
        name: 'subjectAltName',
        altNames: name
          ? [{ type: 2, value: name }]
          : [
              { type: 2, value: 'localhost' },
              { type: 7, ip: '127.0.0.1' },
            ],
      },
    ],
  });
  return { key: made.private, cert: made.cert };
}

/** Answers in place of a cluster, with a certificate of the test's. */
export function tlsServer(
  keyPair: KeyPair,
  answer: RequestListener = (_, response) => response.end(),
): Promise<Listening> {
  return listening(createServer(keyPair, answer));
}
