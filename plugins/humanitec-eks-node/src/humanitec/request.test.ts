import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { z } from 'zod';
import { humanitecRequest } from './request';

type Answer = { status: number; body: string };

/** A server that gives these answers one after the other, the last for ever. */
async function serve(...answers: Answer[]) {
  let calls = 0;
  const server: Server = createServer((_, response) => {
    const { status, body } = answers[Math.min(calls, answers.length - 1)];
    calls += 1;
    response.writeHead(status).end(body);
  });
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls: () => calls,
    close: () => server.close(),
  };
}

const ok = { status: 200, body: '{"id":"x"}' };

async function call(answers: Answer[], signal = new AbortController().signal) {
  const server = await serve(...answers);
  try {
    const result = await humanitecRequest(
      { organization: 'o', apiBaseUrl: server.url, token: 'T0KEN', signal },
      {
        method: 'POST',
        path: '/things',
        body: { secret: 'S3CRET' },
        schema: z.object({ id: z.string() }),
      },
    ).catch(error => error);
    return { result, calls: server.calls() };
  } finally {
    server.close();
  }
}

describe('a call to Humanitec', () => {
  it.each([429, 502, 503, 504])('is repeated after %d', async status => {
    expect(await call([{ status, body: '' }, ok])).toEqual({
      result: { id: 'x' },
      calls: 2,
    });
  });

  it.each([400, 401, 403, 404, 409, 500])(
    'is not repeated after %d',
    async status => {
      const body = '{"error":"API-000","message":"no","details":"S3CRET"}';
      const { result, calls } = await call([{ status, body }]);
      expect(calls).toBe(1);
      expect(result).toMatchObject({
        name: 'HumanitecError',
        httpStatus: status,
        code: 'API-000',
        message: `POST /orgs/o/things: HTTP ${status} API-000 no`,
      });
    },
  );

  it.each([
    ['a bare list', '[{"def":"S3CRET"}]'],
    ['a page of HTML', '<html>S3CRET</html>'],
    ['nothing', ''],
  ])(
    'tells the status when the error is %s, and nothing of the body',
    async (_, body) => {
      const { result } = await call([{ status: 409, body }]);
      expect(result.message).toBe('POST /orgs/o/things: HTTP 409');
    },
  );

  it('names the field when the answer is not as documented', async () => {
    const { result } = await call([{ status: 200, body: '{"id":1}' }]);
    expect(result.message).toMatch(/not what the API documents \(id\)/);
  });

  it('ends at once when it is cancelled', async () => {
    const { result, calls } = await call([ok], AbortSignal.abort());
    expect(result.name).toBe('AbortError');
    expect(calls).toBe(0);
  });
});
