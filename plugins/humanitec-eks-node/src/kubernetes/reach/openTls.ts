import { isIP, Socket } from 'node:net';
import { connect, TLSSocket } from 'node:tls';
import type { Attempt, Explain } from './attempt';

/** TLS over a connection, to a server that must show a certificate for the name, of one of the authorities (Node's own when left out). */
export function openTls(
  attempt: Attempt,
  socket: Socket,
  { serverName, ca }: { serverName: string; ca?: string },
  explain: Explain,
): Promise<TLSSocket> {
  return attempt.step(
    explain,
    signal =>
      new Promise((resolve, reject) => {
        const secure = connect({
          socket,
          ca,
          // An address cannot be sent as a name, but is checked all the same.
          host: serverName,
          servername: isIP(serverName) ? '' : serverName,
          ALPNProtocols: ['http/1.1'],
        });
        const onAbort = () => secure.destroy();
        signal.addEventListener('abort', onAbort, { once: true });
        secure.once('error', reject);
        secure.once('secureConnect', () => {
          signal.removeEventListener('abort', onAbort);
          resolve(secure);
        });
      }),
  );
}
