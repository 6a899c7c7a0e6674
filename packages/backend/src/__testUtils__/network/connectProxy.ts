import { createServer, IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { connectFor, join, listening, Listening } from './listening';

export interface ConnectProxy extends Listening {
  /** `host:port` of every CONNECT that it was asked for. */
  asked: string[];
}

/** What it answers instead of connecting: the head of a response. */
export type ProxyAnswer = { status: string; headers?: string[] };

/** An HTTP proxy that knows CONNECT, and nothing else. */
export async function connectProxy(
  options: {
    /** `user:password`; without it anybody may. */
    credentials?: string;
    refuse?: ProxyAnswer;
    /** Never answers. */
    silent?: boolean;
    tls?: { key: string; cert: string };
  } = {},
): Promise<ConnectProxy> {
  const asked: string[] = [];
  const server = options.tls ? createTlsServer(options.tls) : createServer();
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    asked.push(request.url ?? '');
    if (options.silent) return;
    // Like most, it keeps the connection for another try, until the other side ends it.
    const answer = ({ status, headers = [] }: ProxyAnswer) => {
      socket.once('end', () => socket.end()).resume();
      socket.write(
        [`HTTP/1.1 ${status}`, ...headers, 'Content-Length: 0', '', ''].join(
          '\r\n',
        ),
      );
    };
    const expected =
      options.credentials &&
      `Basic ${Buffer.from(options.credentials).toString('base64')}`;
    if (expected && request.headers['proxy-authorization'] !== expected) {
      answer({
        status: '407 Proxy Authentication Required',
        headers: ['Proxy-Authenticate: Basic realm="test"'],
      });
      return;
    }
    if (options.refuse) {
      answer(options.refuse);
      return;
    }
    const { hostname, port } = new URL(`https://${request.url}`);
    connectFor({ host: hostname, port: Number(port || 443) }, target => {
      if (!target) {
        answer({ status: '502 Bad Gateway' });
        return;
      }
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      join(socket, target);
    });
  });
  return { ...(await listening(server)), asked };
}
