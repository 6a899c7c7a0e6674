import { ApiException } from '@kubernetes/client-node';
import { everythingOf } from '../__testUtils__/everythingOf';
import { rejection } from '../__testUtils__/rejection';
import { kubernetesCall } from './kubernetesCall';
import { KubernetesError } from './kubernetesError';
import { KubernetesUnreachable } from './reach/kubernetesUnreachable';
import { wayTo } from './reach/way';

const way = wayTo('https://prod.example', {
  tunnel: { address: { host: '127.0.0.1', port: 8443 } },
});

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'agent', namespace: 'ns' },
};

const status = (reason: string | undefined, message: string, details = {}) =>
  JSON.stringify({ kind: 'Status', reason, message, details });

const answer = (
  code: number,
  body: string,
  headers: Record<string, string> = {},
) =>
  new ApiException(code, 'Unsuccessful HTTP Request', body, {
    ...headers,
    'set-cookie': 'S3CRET-HEADER',
  });

/** One call that fails so, then succeeds. */
async function run(thrown: Error[], subject = deployment) {
  let calls = 0;
  const result = kubernetesCall(
    { way, signal: new AbortController().signal },
    'apply',
    subject,
    async () => {
      const next = thrown[calls];
      calls += 1;
      if (next) throw next;
      return { made: new Date(0) };
    },
  );
  await result.catch(() => {});
  return { result, calls };
}

async function fail(thrown: Error, subject = deployment) {
  const { result } = await run([thrown, thrown, thrown, thrown], subject);
  return rejection(result, KubernetesError);
}

describe('an answer of the Kubernetes API', () => {
  it.each<
    [number, string, string | undefined, string, boolean, RegExp | undefined]
  >([
    [
      400,
      status('BadRequest', 'no such field'),
      'BadRequest',
      'no such field',
      false,
      undefined,
    ],
    [
      401,
      status('Unauthorized', 'Unauthorized'),
      'Unauthorized',
      'Unauthorized',
      false,
      /access entry/,
    ],
    [
      403,
      status('Forbidden', 'deployments is forbidden'),
      'Forbidden',
      'deployments is forbidden',
      false,
      /AmazonEKSClusterAdminPolicy/,
    ],
    [404, status('NotFound', 'none'), 'NotFound', 'none', false, undefined],
    [
      409,
      status('Conflict', 'changed'),
      'Conflict',
      'changed',
      false,
      undefined,
    ],
    [
      422,
      status('Invalid', 'spec.replicas'),
      'Invalid',
      'spec.replicas',
      false,
      undefined,
    ],
    [
      429,
      status('TooManyRequests', 'etcdserver: throttle'),
      'TooManyRequests',
      'etcdserver: throttle',
      true,
      /overloaded/,
    ],
    [
      500,
      status('InternalError', 'oops'),
      'InternalError',
      'oops',
      false,
      /could not do it just now/,
    ],
    [
      503,
      status('ServiceUnavailable', 'starting'),
      'ServiceUnavailable',
      'starting',
      true,
      /overloaded/,
    ],
    [502, '<html>S3CRET</html>', undefined, '', true, /proxy or load balancer/],
    [403, '<html>S3CRET</html>', undefined, '', false, /AmazonEKS/],
  ])(
    '%d %s',
    async (httpStatus, body, code, systemMessage, retryable, remedy) => {
      const error = await fail(answer(httpStatus, body));
      expect(error).toBeInstanceOf(KubernetesError);
      expect(error).toMatchObject({
        system: 'Kubernetes',
        call: 'apply Deployment ns/agent',
        httpStatus,
        code,
        systemMessage,
        retryable,
        message:
          `apply Deployment ns/agent: HTTP ${httpStatus} ${systemMessage}`.trim(),
      });
      expect(error.remedy ?? '').toMatch(remedy ?? /^$/);
      expect(everythingOf(error)).not.toContain('S3CRET');
      expect(error.cause).toBeUndefined();
    },
    20_000,
  );

  it('is waited for when it asks for it', async () => {
    const start = Date.now();
    const { result, calls } = await run([
      answer(429, status('TooManyRequests', 'x', { retryAfterSeconds: 1 })),
    ]);
    expect(calls).toBe(2);
    expect(await result).toEqual({ made: '1970-01-01T00:00:00.000Z' });
    expect(Date.now() - start).toBeGreaterThanOrEqual(1_000);
  });

  it('does not show what a Secret holds', async () => {
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'key', namespace: 'ns' },
      stringData: { private_key: 'S3CRET-KEY' },
    };
    const error = await fail(
      answer(422, status('Invalid', 'data: Invalid value: "S3CRET-KEY"')),
      secret,
    );
    expect(error.message).toBe(
      'apply Secret ns/key: HTTP 422 data: Invalid value: "***"',
    );
    expect(everythingOf(error)).not.toContain('S3CRET');
  });
});

describe('a refused token', () => {
  const at = (seconds: number) =>
    fail(
      answer(401, status('Unauthorized', 'Unauthorized'), {
        date: new Date(Date.now() + seconds * 1000).toUTCString(),
      }),
    );

  it.each([
    [22 * 60, /clock of this host is 2[12] min \d+ s behind the cluster's/],
    [-22 * 60, /clock of this host is 22 min \d+ s ahead of the cluster's/],
    [0, /The clocks agree/],
  ])('%d s off says so', async (seconds, remedy) => {
    expect((await at(seconds)).remedy).toMatch(remedy);
  });
});

describe('no answer', () => {
  const broken = (code: string) =>
    new TypeError('fetch failed', {
      cause: Object.assign(new Error(`read ${code}`), { code }),
    });

  it('is repeated when the connection broke', async () => {
    const { calls } = await run([broken('ECONNRESET')]);
    expect(calls).toBe(2);
  });

  it('tells how it broke', async () => {
    expect(await fail(broken('ECONNRESET'))).toMatchObject({
      httpStatus: 0,
      code: 'ECONNRESET',
      retryable: true,
      message:
        'apply Deployment ns/agent: no answer through the tunnel at 127.0.0.1:8443 (read ECONNRESET)',
    });
  });

  it('is not repeated when the endpoint cannot be reached at all', async () => {
    const unreachable = new KubernetesUnreachable(way, {
      failure: 'dns',
      code: 'ENOTFOUND',
      what: 'the name cannot be resolved',
      remedy: 'Use the DNS of the VPC.',
      retryable: true,
    });
    const { result, calls } = await run([
      new TypeError('fetch failed', { cause: unreachable }),
    ]);
    expect(calls).toBe(1);
    await expect(result).rejects.toBe(unreachable);
  });
});
