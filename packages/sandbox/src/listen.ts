import {
  createServer,
  IncomingMessage,
  RequestListener,
  Server,
  ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { AddressInfo } from 'node:net';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { getResponse, HttpHandler } from 'msw';
import { Exchange, Notes, noting } from './exchange';

export interface Listener {
  /** `http://127.0.0.1:PORT` or `https://127.0.0.1:PORT`. */
  url: string;
  close(): Promise<void>;
}

/**
 * Answers real sockets on the loopback interface from msw handlers.
 *
 * @param handlers - called once the address is known, since handlers match absolute URLs
 * @param options - port 0 (default) takes a free one; with `tls` the listener speaks HTTPS;
 *   `onExchange` hears of every exchange before its response has ended
 */
export async function listen(
  handlers: (url: string) => HttpHandler[],
  options: {
    port?: number;
    tls?: { key: string; cert: string };
    onExchange?: OnExchange;
  } = {},
): Promise<Listener> {
  let current: HttpHandler[] = [];
  let origin = '';
  const onRequest: RequestListener = (incoming, outgoing) => {
    answer(origin, current, incoming, outgoing, options.onExchange).catch(
      error => {
        // A handler failed: nothing that the systems would say themselves.
        process.stderr.write(`${error.stack}\n`);
        if (outgoing.headersSent) {
          outgoing.destroy(error);
        } else {
          outgoing.writeHead(500).end(`The sandbox failed: ${error.message}\n`);
        }
      },
    );
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

/** Target: path and query, below the listener's own address. */
export type OnExchange = (exchange: Omit<Exchange, 'system'>) => void;

async function answer(
  origin: string,
  handlers: HttpHandler[],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  onExchange?: OnExchange,
) {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  const target = incoming.url ?? '/';
  const body = Buffer.concat(await incoming.toArray());
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD';
  const request = new Request(new URL(target, origin), {
    method: incoming.method,
    headers: Object.entries(incoming.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]],
    ),
    body: hasBody ? body : undefined,
    signal: gone.signal,
  });
  const { headers, method } = request;
  const notes: Notes = { request: { method, target, headers, body } };
  const response =
    (await noting(notes, () => getResponse(handlers, request))) ??
    new Response(
      `The sandbox has no handler for ${incoming.method} ${incoming.url}\n`,
      { status: 501 },
    );
  const ended = (answered?: Exchange['response']) =>
    onExchange?.({ ...notes, response: answered });
  if (response.type === 'error') {
    ended();
    incoming.socket.destroy();
    return;
  }
  const chunks: Buffer[] = [];
  let told = false;
  const endedWith = () => {
    if (told) return;
    told = true;
    const { status, headers: answered } = response;
    ended({ status, headers: answered, body: Buffer.concat(chunks) });
  };
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (!response.body) {
    endedWith();
    outgoing.end();
    return;
  }
  outgoing.flushHeaders();
  const copied = new Transform({
    transform(chunk, _encoding, done) {
      if (onExchange) chunks.push(Buffer.from(chunk));
      done(undefined, chunk);
    },
    flush(done) {
      endedWith();
      done();
    },
  });
  await pipeline(
    Readable.fromWeb(response.body as ReadableStream),
    copied,
    outgoing,
    {
      signal: gone.signal,
    },
  ).catch(error => {
    // The client went first, as it does from a watch.
    if (!gone.signal.aborted) throw error;
    if (chunks.length > 0) endedWith();
    else if (!told) ended();
  });
}
