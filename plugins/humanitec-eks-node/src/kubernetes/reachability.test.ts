import { createServer, Server } from 'node:net';
import { AddressInfo } from 'node:net';
import { checkReachable } from './reachability';

const signal = new AbortController().signal;

describe('an API endpoint that cannot be reached', () => {
  let server: Server;
  let port: number;
  beforeAll(async () => {
    server = createServer(socket => socket.end('this is not TLS'));
    await new Promise<void>(done => {
      server.listen(0, '127.0.0.1', done);
    });
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => server.close());

  it.each([
    ['dns', () => 'https://no-such-name.invalid'],
    ['tcp', () => 'https://127.0.0.1:1'],
    ['tls', () => `https://127.0.0.1:${port}`],
  ])('fails at %s, and says so', async (failure, endpoint) => {
    await expect(checkReachable(endpoint(), '', signal)).rejects.toMatchObject({
      name: 'KubernetesUnreachable',
      failure,
    });
  });
});
