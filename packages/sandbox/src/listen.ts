import {
  createServer,
  IncomingMessage,
  RequestListener,
  Server,
  ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { getResponse, HttpHandler } from 'msw';

export interface Listener {
  /** `http://127.0.0.1:PORT` or `https://127.0.0.1:PORT`. */
  url: string;
  close(): Promise<void>;
}

/**
 * Answers real sockets on the loopback interface from msw handlers.
 *
 * @param handlers - called once the address is known, since handlers match absolute URLs
 * @param options - port 0 (default) takes a free one; with `tls` the listener speaks HTTPS
 */
export async function listen(
  handlers: (url: string) => HttpHandler[],
  options: { port?: number; tls?: { key: string; cert: string } } = {},
): Promise<Listener> {
  let current: HttpHandler[] = [];
  let origin = '';
  const onRequest: RequestListener = (incoming, outgoing) => {
    answer(origin, current, incoming, outgoing).catch(error => {
      // A handler failed: nothing that the systems would say themselves.
      process.stderr.write(`${error.stack}\n`);
      if (outgoing.headersSent) {
        outgoing.destroy(error);
      } else {
        outgoing.writeHead(500).end(`The sandbox failed: ${error.message}\n`);
      }
    });
  };
  const server: Server = options.tls
    ? createTlsServer(options.tls, onRequest)
    : createServer(onRequest);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  origin = `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  current = handlers(origin);
  return {
    url: origin,
    close: () =>
      new Promise((resolve, reject) => {
        server.close(error => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function answer(
  origin: string,
  handlers: HttpHandler[],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
) {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD';
  const request = new Request(new URL(incoming.url ?? '/', origin), {
    method: incoming.method,
    headers: Object.entries(incoming.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]],
    ),
    body: hasBody ? Buffer.concat(await incoming.toArray()) : undefined,
    signal: gone.signal,
  });
  const response =
    (await getResponse(handlers, request)) ??
    new Response(
      `The sandbox has no handler for ${incoming.method} ${incoming.url}\n`,
      { status: 501 },
    );
  if (response.type === 'error') {
    incoming.socket.destroy();
    return;
  }
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (!response.body) {
    outgoing.end();
    return;
  }
  outgoing.flushHeaders();
  await pipeline(Readable.fromWeb(response.body as any), outgoing, {
    signal: gone.signal,
  }).catch(error => {
    if (!gone.signal.aborted) throw error;
  });
}
