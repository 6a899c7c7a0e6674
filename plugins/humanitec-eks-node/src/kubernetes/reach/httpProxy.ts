import { request } from 'node:http';
import type { Socket } from 'node:net';
import type { HttpProxy } from '../../config/readReach';
import type { Attempt } from './attempt';
import { proxyFailure, Refusal } from './proxyFailure';
import { addressText, Way } from './way';

/** Asks an HTTP proxy, over a connection to it, for one to the way's address (RFC 9110, CONNECT). */
export async function httpConnect(
  attempt: Attempt,
  socket: Socket,
  way: Way,
  proxy: HttpProxy,
): Promise<Socket> {
  const refusal = await attempt.step(
    code =>
      proxyFailure(
        way,
        proxy,
        code === 'time-out'
          ? { kind: 'silent', code }
          : { kind: 'notAProxy', code },
      ),
    signal => connect(socket, addressText(way.address), proxy, signal),
  );
  if (refusal) throw proxyFailure(way, proxy, refusal);
  return socket;
}

function connect(
  socket: Socket,
  path: string,
  { credentials }: HttpProxy,
  signal: AbortSignal,
): Promise<Refusal | undefined> {
  return new Promise((resolve, reject) => {
    const authorization =
      credentials &&
      `Basic ${Buffer.from(
        `${credentials.username}:${credentials.password}`,
      ).toString('base64')}`;
    const asked = request({
      method: 'CONNECT',
      path,
      headers: {
        host: path,
        ...(authorization && { 'proxy-authorization': authorization }),
      },
      createConnection: () => socket,
      signal,
    });
    asked.once('error', reject);
    asked.once('connect', ({ statusCode = 0, headers }, _, head) => {
      // What came behind the answer is the server's.
      if (head.length) socket.unshift(head);
      resolve(refusalOf(statusCode, headers));
    });
    asked.end();
  });
}

/** What the proxy says of its own refusal; undefined when it has connected. */
function refusalOf(
  status: number,
  headers: NodeJS.Dict<string | string[]>,
): Refusal | undefined {
  if (status >= 200 && status < 300) return undefined;
  const code = `HTTP ${status}`;
  if (status === 407) return { kind: 'credentials', code };
  const said = saidOf(headers);
  if (/dns/i.test(said)) return { kind: 'dns', code: `${code}, ${said}` };
  if (/refused|timeout|unavailable|unroutable|connect_fail/i.test(said)) {
    return { kind: 'tcp', code: `${code}, ${said}` };
  }
  return status >= 500 && status !== 501
    ? { kind: 'target', code }
    : { kind: 'forbidden', code };
}

/** The reason in a header: `Proxy-Status: …; error=dns_error` (RFC 9209), or Squid's `X-Squid-Error: ERR_DNS_FAIL 0`. */
function saidOf(headers: NodeJS.Dict<string | string[]>): string {
  const proxyStatus = String(headers['proxy-status'] ?? '');
  const squid = String(headers['x-squid-error'] ?? '');
  return (
    proxyStatus.match(/\berror=([a-z_]+)/i)?.[1] ??
    squid.match(/^[A-Z_]+/)?.[0] ??
    ''
  );
}
