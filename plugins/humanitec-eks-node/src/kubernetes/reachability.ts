import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { KubernetesUnreachable } from './kubernetesUnreachable';

const TIMEOUT_MS = 5_000;

/**
 * Tells within seconds whether the API endpoint can be reached, and if not,
 * how far it came: name, port, or certificate.
 *
 * @throws KubernetesUnreachable
 */
export async function checkReachable(
  endpoint: string,
  caPem: string,
  signal: AbortSignal,
): Promise<void> {
  const url = new URL(endpoint);
  const host = url.hostname;
  if (!isIP(host)) {
    try {
      await lookup(host);
    } catch (error) {
      throw new KubernetesUnreachable(host, 'dns', codeOf(error));
    }
  }
  await new Promise<void>((resolve, reject) => {
    let connected = false;
    const socket = connect({
      host,
      port: Number(url.port || 443),
      ca: caPem,
      servername: isIP(host) ? undefined : host,
    });
    const fail = (code: string) => {
      socket.destroy();
      reject(new KubernetesUnreachable(host, connected ? 'tls' : 'tcp', code));
    };
    const onAbort = () => fail('cancelled');
    signal.addEventListener('abort', onAbort, { once: true });
    socket.setTimeout(TIMEOUT_MS, () => fail('time-out'));
    socket.once('connect', () => {
      connected = true;
    });
    socket.once('error', error => fail(codeOf(error)));
    socket.once('secureConnect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('close', () => signal.removeEventListener('abort', onAbort));
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error
    ? String(error.code)
    : String(error);
}
