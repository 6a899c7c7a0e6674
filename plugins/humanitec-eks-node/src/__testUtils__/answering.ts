import { createServer, IncomingMessage } from 'node:http';
import { AddressInfo } from 'node:net';

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

/** An HTTP server that gives these answers one after the other, the last for ever. */
export async function answering(...answers: Answer[]) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    const { status, headers, body } =
      answers[Math.min(requests.length, answers.length - 1)];
    requests.push(request);
    request.resume();
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
