import { createServer } from 'node:net';
import { connectFor, join, listening, Listening } from './listening';

/**
 * A TCP tunnel, as `ssh -L` and SSM port forwarding make it.
 *
 * @param farEnd - asked at every connection; nothing needs to listen there
 */
export function tunnel(
  farEnd: () => { host: string; port: number },
): Promise<Listening> {
  return listening(
    createServer(socket => {
      connectFor(farEnd(), target => {
        if (target) join(socket, target);
        else socket.destroy();
      });
    }),
  );
}

/** Takes every connection and never says anything. */
export function blackHole(): Promise<Listening> {
  return listening(createServer());
}

/** Something else that listens: it greets, as SSH does, and listens no further. */
export function greeter(): Promise<Listening> {
  return listening(
    createServer(socket => {
      socket.end('SSH-2.0-OpenSSH_9.2\r\n');
    }),
  );
}
