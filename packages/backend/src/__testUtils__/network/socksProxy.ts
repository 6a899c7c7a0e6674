import { createServer, Socket } from 'node:net';
import { connectFor, join, listening, Listening } from './listening';

/** Reply codes of RFC 1928. */
export const socksReply = {
  failure: 1,
  notAllowed: 2,
  networkUnreachable: 3,
  hostUnreachable: 4,
  refused: 5,
};

export interface SocksProxy extends Listening {
  /** `host:port` of every connection that it was asked for. */
  asked: string[];
}

/** A SOCKS 5 proxy (RFC 1928, 1929) for CONNECT. */
export async function socksProxy(
  options: {
    credentials?: { username: string; password: string };
    refuse?: number;
    silent?: boolean;
  } = {},
): Promise<SocksProxy> {
  const asked: string[] = [];
  const server = createServer(socket => {
    if (!options.silent) serve(socket, options, asked);
  });
  return { ...(await listening(server)), asked };
}

async function serve(
  socket: Socket,
  { credentials, refuse }: Parameters<typeof socksProxy>[0] & object,
  asked: string[],
) {
  const next = messages(socket);
  const [, , ...methods] = await next();
  const method = credentials ? 2 : 0;
  if (!methods.includes(method)) {
    socket.end(Buffer.from([5, 0xff]));
    return;
  }
  socket.write(Buffer.from([5, method]));
  if (credentials) {
    const given = await next();
    const username = given.subarray(2, 2 + given[1]);
    const password = given.subarray(3 + given[1]);
    const known =
      username.toString() === credentials.username &&
      password.toString() === credentials.password;
    socket.write(Buffer.from([1, known ? 0 : 1]));
    if (!known) {
      socket.end();
      return;
    }
  }
  const target = destination(await next());
  asked.push(`${target.host}:${target.port}`);
  const reply = (code: number) =>
    socket.write(Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0]));
  if (refuse !== undefined) {
    reply(refuse);
    socket.end();
    return;
  }
  connectFor(target, (connection, code) => {
    if (!connection) {
      reply(
        code === 'ECONNREFUSED'
          ? socksReply.refused
          : socksReply.hostUnreachable,
      );
      socket.end();
      return;
    }
    reply(0);
    socket.removeAllListeners('data');
    join(socket, connection);
  });
}

/** Each message of the handshake comes in a packet of its own, since each is answered before the next. */
function messages(socket: Socket): () => Promise<Buffer> {
  return () =>
    new Promise(resolve => {
      socket.once('data', resolve);
    });
}

/** Of a CONNECT request: a name or an IPv4 address, and the port. */
function destination(request: Buffer) {
  const [, , , type, length] = request;
  const host =
    type === 1
      ? request.subarray(4, 8).join('.')
      : request.subarray(5, 5 + length).toString();
  return { host, port: request.readUInt16BE(request.length - 2) };
}
