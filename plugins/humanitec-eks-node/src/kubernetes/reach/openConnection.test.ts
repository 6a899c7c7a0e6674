import { AddressInfo, createServer, Server, Socket } from 'node:net';
import { rejection } from '../../__testUtils__/rejection';
import { KubernetesUnreachable } from './kubernetesUnreachable';
import { openConnection } from './openConnection';
import { wayTo } from './way';

const run = new AbortController().signal;

// The other ways, and what a tunnel or proxy adds, are tested on the wire by packages/backend.
describe('an API endpoint that cannot be reached directly', () => {
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

  const failureAt = (endpoint: string) =>
    rejection(
      openConnection(wayTo(endpoint, {}), '', run),
      KubernetesUnreachable,
    );

  it('has a name that is not known', async () => {
    const error = await failureAt('https://no-such-name.invalid');
    expect(error).toMatchObject({
      failure: 'dns',
      code: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/),
      host: 'no-such-name.invalid',
      retryable: true,
      message: expect.stringMatching(
        /^connect to no-such-name\.invalid: the name no-such-name\.invalid cannot be resolved/,
      ),
      remedy: expect.stringMatching(/DNS of the VPC/),
    });
  });

  it('has a port on which nothing listens', async () => {
    expect(await failureAt('https://127.0.0.1:2')).toMatchObject({
      failure: 'tcp',
      code: 'ECONNREFUSED',
      retryable: false,
      message:
        'connect to 127.0.0.1: 127.0.0.1:2 does not answer on its port (ECONNREFUSED)',
      remedy: expect.stringMatching(/security group on port 443/),
    });
  });

  it('answers, but not with TLS', async () => {
    expect(await failureAt(`https://127.0.0.1:${port}`)).toMatchObject({
      failure: 'tls',
      message: expect.stringMatching(/does not answer with TLS/),
    });
  });
});

it('ends at once when it is cancelled, with the reason of that', async () => {
  const silent = createServer();
  const accepted = new Promise<Socket>(done => {
    silent.once('connection', done);
  });
  await new Promise<void>(done => {
    silent.listen(0, '127.0.0.1', done);
  });
  const { port } = silent.address() as AddressInfo;
  const start = Date.now();
  const connection = openConnection(
    wayTo(`https://127.0.0.1:${port}`, {}),
    '',
    AbortSignal.timeout(100),
  );
  await expect(connection).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(Date.now() - start).toBeLessThan(1_000);

  // What was opened is closed: the other side sees its end.
  const socket = await accepted;
  await new Promise(done => {
    socket
      .on('error', () => {})
      .on('close', done)
      .resume();
  });
  await new Promise(done => {
    silent.close(done);
  });
});
