import { z } from 'zod';
import { Answer, answering } from '../__testUtils__/answering';
import { everythingOf } from '../__testUtils__/everythingOf';
import { rejection } from '../__testUtils__/rejection';
import { HumanitecError } from './humanitecError';
import { HumanitecRequest, humanitecRequest } from './request';

const ok = { status: 200, body: '{"id":"x"}' };

type Request = Partial<HumanitecRequest<unknown>> & { signal?: AbortSignal };

async function call(
  answers: Answer[],
  { signal = new AbortController().signal, ...request }: Request = {},
) {
  const server = await answering(...answers);
  const result = humanitecRequest(
    {
      organization: 'o',
      apiBaseUrl: server.url,
      token: 'S3CRET-TOKEN',
      signal,
    },
    {
      method: 'POST',
      path: '/things',
      body: { credentials: { external_id: 'S3CRET-ID' } },
      schema: z.object({ id: z.string() }),
      ...request,
    },
  );
  await result.catch(() => {}).finally(server.close);
  return { result, calls: server.requests.length };
}

async function failure(...asked: Parameters<typeof call>) {
  const { result, calls } = await call(...asked);
  return { error: await rejection(result, HumanitecError), calls };
}

describe('a call to Humanitec', () => {
  it.each([429, 502, 503, 504])('is repeated after %d', async status => {
    const { result, calls } = await call([{ status }, ok]);
    expect(await result).toEqual({ id: 'x' });
    expect(calls).toBe(2);
  });

  it('is repeated three times, and no more', async () => {
    const { error, calls } = await failure([{ status: 503 }]);
    expect(error).toMatchObject({ httpStatus: 503, retryable: true });
    expect(calls).toBe(4);
  });

  it('waits as long as Humanitec asks', async () => {
    const start = Date.now();
    const { calls } = await call([
      { status: 429, headers: { 'retry-after': '2' } },
      ok,
    ]);
    expect(calls).toBe(2);
    expect(Date.now() - start).toBeGreaterThanOrEqual(2_000);
  });

  it('is not repeated when Humanitec asks for minutes, but says so', async () => {
    const { error, calls } = await failure([
      { status: 429, headers: { 'retry-after': '300' } },
    ]);
    expect(calls).toBe(1);
    expect(error).toMatchObject({
      retryable: true,
      retryAfterSeconds: 300,
      remedy: expect.stringMatching(/again in 300 s/),
    });
  });

  it.each([400, 401, 403, 404, 405, 409, 422, 500])(
    'is not repeated after %d',
    async status => {
      const body = '{"error":"API-000","message":"no","details":"S3CRET"}';
      const { error, calls } = await failure([{ status, body }]);
      expect(calls).toBe(1);
      expect(error).toMatchObject({
        name: 'HumanitecError',
        system: 'Humanitec',
        call: 'POST /orgs/o/things',
        httpStatus: status,
        code: 'API-000',
        systemMessage: 'no',
        retryable: false,
        message: `POST /orgs/o/things: HTTP ${status} API-000 no`,
      });
    },
  );

  it.each<[number, string | undefined, RegExp | undefined]>([
    [400, 'CRED-005', /trust policy/],
    [400, 'API-000', undefined],
    [401, 'API-000', /humanitecEks\.organizations/],
    [403, 'API-000', /Administrator/],
    [404, 'API-000', /organization ID/],
    [409, 'API-000', undefined],
    [422, 'API-000', undefined],
    [500, undefined, /again/],
  ])('%d %s has the remedy %s', async (status, code, remedy) => {
    const body = JSON.stringify({ error: code, message: 'no' });
    const { error } = await failure([{ status, body }]);
    expect(error.remedy ?? '').toMatch(remedy ?? /^$/);
  });

  it.each([
    ['a bare list', '[{"def":"S3CRET"}]'],
    ['a page of HTML', '<html>S3CRET</html>'],
    ['nothing', ''],
  ])(
    'tells the status when the error is %s, and nothing of the body',
    async (_, body) => {
      const { error } = await failure([{ status: 409, body }]);
      expect(error.message).toBe('POST /orgs/o/things: HTTP 409');
      expect(everythingOf(error)).not.toContain('S3CRET');
    },
  );

  it('takes no header, body, token or credential along', async () => {
    const { error } = await failure([
      {
        status: 400,
        headers: { 'set-cookie': 'S3CRET-COOKIE' },
        body: '{"error":"API-000","message":"external_id S3CRET-ID of Bearer S3CRET-TOKEN","details":{"x":"S3CRET"}}',
      },
    ]);
    expect(error.message).toBe(
      'POST /orgs/o/things: HTTP 400 API-000 external_id *** of Bearer ***',
    );
    expect(everythingOf(error)).not.toContain('S3CRET');
    expect(error.cause).toBeUndefined();
  });

  it('does not take the token where a redirect leads', async () => {
    const elsewhere = await answering(ok);
    const { error } = await failure([
      { status: 307, headers: { location: `${elsewhere.url}/orgs/o/things` } },
    ]);
    elsewhere.close();
    expect(elsewhere.requests).toHaveLength(0);
    expect(error).toMatchObject({
      httpStatus: 307,
      message: expect.stringMatching(/redirect, which is not followed/),
      remedy: expect.stringMatching(/apiBaseUrl/),
    });
  });

  it('reads no more of an answer than it could need', async () => {
    const { error, calls } = await failure([
      { status: 200, body: 'x'.repeat(33 * 1024 * 1024) },
    ]);
    expect(error.message).toMatch(/larger than 32 MiB/);
    expect(calls).toBe(1);
  });

  it('names the field when the answer is not as documented', async () => {
    const { error } = await failure([{ status: 200, body: '{"id":1}' }]);
    expect(error.message).toMatch(/not what the API documents \(id\)/);
  });

  it('says that nobody answers, and how', async () => {
    const error = await rejection(
      humanitecRequest(
        {
          organization: 'o',
          apiBaseUrl: 'http://127.0.0.1:2',
          token: 'S3CRET',
          signal: new AbortController().signal,
        },
        { method: 'GET', path: '', schema: z.unknown() },
      ),
      HumanitecError,
    );
    expect(error).toMatchObject({
      httpStatus: 0,
      code: 'ECONNREFUSED',
      retryable: true,
      message: 'GET /orgs/o: 127.0.0.1:2 cannot be reached (ECONNREFUSED)',
      remedy: expect.stringMatching(/firewall/),
    });
    expect(everythingOf(error)).not.toContain('S3CRET');
  });

  it('ends at once when it is cancelled', async () => {
    const { result, calls } = await call([ok], { signal: AbortSignal.abort() });
    await expect(result).rejects.toMatchObject({ name: 'AbortError' });
    expect(calls).toBe(0);
  });

  it('ends at once when it is cancelled while it waits to ask again', async () => {
    const start = Date.now();
    const { result } = await call(
      [{ status: 429, headers: { 'retry-after': '15' } }],
      { signal: AbortSignal.timeout(200) },
    );
    await expect(result).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(Date.now() - start).toBeLessThan(1_000);
  });
});

describe('a refused delete', () => {
  const refused = async (status: number, body: unknown) => {
    const { error } = await failure([{ status, body: JSON.stringify(body) }], {
      method: 'DELETE',
      body: undefined,
    });
    return error;
  };

  it('of a definition or criterion names the resources that would move', async () => {
    const error = await refused(409, [
      {
        app_id: 'shop',
        env_id: 'production',
        res_id: 'k8s-cluster',
        from_def: 'eks-automode-prod',
        to_def: 'shared',
      },
    ]);
    expect(error).toMatchObject({
      httpStatus: 409,
      references: {
        definitions: [],
        resources: [
          {
            appId: 'shop',
            envId: 'production',
            resId: 'k8s-cluster',
            movesTo: 'shared',
          },
        ],
      },
      message:
        'DELETE /orgs/o/things: HTTP 409; still in use by shop/production (k8s-cluster)',
      remedy: expect.stringMatching(/^Remove what refers to it/),
      retryable: false,
    });
  });

  it('of an account names the definitions and resources that use it', async () => {
    const error = await refused(400, {
      error: 'API-000',
      message: 'in use',
      details: {
        referencing_resources: {
          resource_definitions: [
            { id: 'shop-db', driver_inputs: { secrets: 'S3CRET' } },
          ],
          active_resources: [
            {
              app_id: 'shop',
              env_id: 'production',
              res_id: 'db',
              resource: { password: 'S3CRET' },
            },
          ],
        },
      },
    });
    expect(error.references).toEqual({
      definitions: ['shop-db'],
      resources: [{ appId: 'shop', envId: 'production', resId: 'db' }],
    });
    expect(error.message).toBe(
      'DELETE /orgs/o/things: HTTP 400 API-000 in use; still in use by definition shop-db; shop/production (db)',
    );
    expect(everythingOf(error)).not.toContain('S3CRET');
  });
});
