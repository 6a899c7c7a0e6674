import { isError } from '@backstage/errors';
import type { Socket } from 'node:net';
import { SocksClient } from 'socks';
import type { SocksProxy } from '../../config/readReach';
import type { Attempt } from './attempt';
import { proxyFailure, Refusal } from './proxyFailure';
import type { Way } from './way';

/** Asks a SOCKS proxy, over a connection to it, for one to the way's address; names are resolved by the proxy. */
export async function socksConnect(
  attempt: Attempt,
  socket: Socket,
  way: Way,
  proxy: SocksProxy,
): Promise<Socket> {
  const refusal = await attempt.step(
    code => proxyFailure(way, proxy, { kind: 'silent', code }),
    async signal => {
      const onAbort = () => socket.destroy();
      signal.addEventListener('abort', onAbort, { once: true });
      try {
        await SocksClient.createConnection({
          command: 'connect',
          proxy: {
            ...proxy.address,
            type: proxy.version,
            userId: proxy.credentials?.username,
            password: proxy.credentials?.password,
          },
          destination: way.address,
          existing_socket: socket,
        });
        return undefined;
      } catch (error) {
        // The library's error holds its options, and they the password.
        return refusalOf(isError(error) ? error.message : '');
      } finally {
        signal.removeEventListener('abort', onAbort);
      }
    },
  );
  if (refusal) throw proxyFailure(way, proxy, refusal);
  return socket;
}

/** The reply codes of SOCKS 5 (RFC 1928) and 4, as the library spells them behind its sentence. */
const REPLIES: Record<string, Refusal['kind']> = {
  Failure: 'target',
  NotAllowed: 'forbidden',
  NetworkUnreachable: 'tcp',
  HostUnreachable: 'target',
  ConnectionRefused: 'tcp',
  TTLExpired: 'tcp',
  CommandNotSupported: 'forbidden',
  AddressNotSupported: 'forbidden',
  Failed: 'target',
  Rejected: 'target',
  RejectedIdent: 'credentials',
};

function refusalOf(message: string): Refusal {
  if (/authentication/i.test(message)) {
    return { kind: 'credentials', code: 'SOCKS authentication' };
  }
  const reply = message.match(/\b(\w+)\)?$/)?.[1] ?? '';
  const kind = REPLIES[reply];
  return kind
    ? { kind, code: `SOCKS ${reply}` }
    : { kind: 'notAProxy', code: message || 'no answer' };
}
