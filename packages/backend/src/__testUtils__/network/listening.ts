import { AddressInfo, connect, Server, Socket } from 'node:net';

/** A server of a test on the loopback interface. */
export interface Listening {
  port: number;
  /** How many connections to it are open. */
  connections(): number;
  close(): Promise<void>;
}

/** Lets it listen on a free port; closing ends its connections too. */
export async function listening(server: Server): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    // The other side may go whenever it likes.
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => sockets.size,
    close: () =>
      new Promise(done => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Carries bytes between two connections until either ends. */
export function join(one: Socket, other: Socket) {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ]) {
    from.pipe(to);
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
  }
}

/** Connects as a proxy or tunnel does for somebody else. */
export function connectFor(
  { host, port }: { host: string; port: number },
  done: (target: Socket | undefined, code?: string) => void,
) {
  const target = connect({ host, port });
  const refused = (error: Error & { code?: string }) =>
    done(undefined, error.code);
  target.once('error', refused);
  target.once('connect', () => {
    target.off('error', refused);
    done(target);
  });
}
