import { setTimeout as sleep } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { bindingSpec } from 'backstage-plugin-humanitec-eks-common';
import {
  applyPart,
  humanitecEksService,
  observePart,
  parts,
  removePart,
} from 'backstage-plugin-humanitec-eks-node';
import {
  ActionStack,
  identity,
  startActionStack,
} from './__testUtils__/actionStack';
import {
  connectProxy,
  ProxyAnswer,
} from './__testUtils__/network/connectProxy';
import { Listening } from './__testUtils__/network/listening';
import { socksProxy, socksReply } from './__testUtils__/network/socksProxy';
import { certificate, tlsServer } from './__testUtils__/network/tlsServer';
import { blackHole, greeter, tunnel } from './__testUtils__/network/tunnel';

jest.setTimeout(60_000);

const name = identity.clusterName;
const spec = bindingSpec(identity);
const kubeSystem = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'kube-system' },
};

/** The stack's own way is the tunnel; the engine is asked for every other one. */
let stack: ActionStack;
let ownTunnel: Listening;
const opened: Listening[] = [];

/** Notes what must be closed in the end. */
async function open<L extends Listening>(listening: Promise<L>): Promise<L> {
  opened.push(await listening);
  return listening;
}

const cluster = () => {
  const { awsAccountId: accountId, region } = identity;
  const found = stack.sandbox.world.aws.findCluster({
    accountId,
    region,
    name,
  });
  if (!found?.endpoint) throw new Error('there is no cluster');
  return { ...found, endpoint: found.endpoint };
};

const endpoint = () => {
  const { hostname: host, port } = new URL(cluster().endpoint);
  return { host, port: Number(port) };
};

/** The engine, with this for `humanitecEks.kubernetes`. */
async function systemsBy(
  kubernetes: JsonObject,
  signal = new AbortController().signal,
) {
  const { config } = stack;
  const section = mockServices
    .rootConfig({ data: config })
    .get<JsonObject>('humanitecEks');
  const service = humanitecEksService(
    mockServices.rootConfig({
      data: { ...config, humanitecEks: { ...section, kubernetes } },
    }),
  );
  return service.connect(identity, { signal });
}

const through = (server: string, more: JsonObject = {}) => ({
  clusters: [{ name, server, ...more }],
});

beforeAll(async () => {
  ownTunnel = await open(tunnel(endpoint));
  stack = await startActionStack(
    {},
    {
      humanitecEks: {
        kubernetes: through(`https://127.0.0.1:${ownTunnel.port}`),
      },
    },
  );
  const steps: [string, JsonObject?][] = [
    ['accessRole:apply'],
    [
      'cluster:apply',
      {
        cluster: {
          subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
        },
      },
    ],
    ['cluster:await'],
  ];
  for (const [action, input] of steps) {
    const task = await stack.run(`humanitec-eks:${action}`, input);
    if (task.status !== 'completed') throw new Error(task.log);
  }
});
afterAll(async () => {
  await stack?.stop();
  await Promise.all(opened.map(listening => listening.close()));
});

describe('a private endpoint is reached', () => {
  const credentials = { username: 'me', password: 'p@ss:word' };
  const inUrl = 'me:p%40ss%3Aword';

  const ways: [string, () => Promise<[JsonObject, { asked: string[] }?]>][] = [
    ['directly', async () => [{}]],
    [
      'through an HTTP proxy',
      async () => {
        const proxy = await open(connectProxy());
        return [{ proxyUrl: `http://127.0.0.1:${proxy.port}` }, proxy];
      },
    ],
    [
      'through an HTTP proxy that asks for a user and password',
      async () => {
        const proxy = await open(connectProxy({ credentials: 'me:p@ss:word' }));
        return [{ proxyUrl: `http://${inUrl}@localhost:${proxy.port}` }, proxy];
      },
    ],
    [
      'through an HTTPS proxy',
      async () => {
        const tls = await certificate({});
        // As NODE_EXTRA_CA_CERTS does, which is read at the start only.
        setDefaultCACertificates([...getCACertificates('default'), tls.cert]);
        const proxy = await open(connectProxy({ tls }));
        return [{ proxyUrl: `https://127.0.0.1:${proxy.port}` }, proxy];
      },
    ],
    [
      'through a SOCKS proxy',
      async () => {
        const proxy = await open(socksProxy());
        return [{ proxyUrl: `socks5://127.0.0.1:${proxy.port}` }, proxy];
      },
    ],
    [
      'through a SOCKS proxy that asks for a user and password',
      async () => {
        const proxy = await open(socksProxy({ credentials }));
        return [
          { proxyUrl: `socks5h://${inUrl}@127.0.0.1:${proxy.port}` },
          proxy,
        ];
      },
    ],
    [
      'through a tunnel',
      async () => [through(`https://127.0.0.1:${ownTunnel.port}`)],
    ],
    [
      'through a tunnel that goes by a name, with the TLS name that is set',
      async () => {
        const named = await open(tunnel(endpoint));
        return [
          through(`https://localhost:${named.port}`, {
            tlsServerName: 'localhost',
          }),
        ];
      },
    ],
    [
      'through a proxy to a tunnel',
      async () => {
        const proxy = await open(connectProxy());
        return [
          through(`https://localhost:${ownTunnel.port}`, {
            proxyUrl: `http://127.0.0.1:${proxy.port}`,
          }),
          proxy,
        ];
      },
    ],
  ];

  it.each(ways)('%s', async (_, way) => {
    const [kubernetes, proxy] = await way();
    const systems = await systemsBy(kubernetes);

    expect((await applyPart(parts.deployAccess, spec, systems)).left).toEqual(
      [],
    );
    const { status } = await observePart(parts.deployAccess, spec, systems);
    expect(status).toBe('inSync');
    await removePart(parts.deployAccess, spec, systems);

    // The proxy that is configured was used, and for one server only.
    expect(new Set(proxy?.asked).size).toBe(proxy ? 1 : 0);
  });
});

/** What the endpoint's failure is, and that it comes in time. */
async function failure(kubernetes: JsonObject) {
  const start = Date.now();
  const systems = await systemsBy(kubernetes);
  const error = await systems.kubernetes().then(
    () => undefined,
    thrown => thrown,
  );
  expect(Date.now() - start).toBeLessThan(15_000);
  expect(error).toMatchObject({ name: 'KubernetesUnreachable' });
  expect(JSON.stringify(error) + error.stack).not.toMatch(/S3CRET/);
  return error;
}

describe('through a tunnel', () => {
  const tunnelTo = async (near: Promise<Listening>) =>
    through(`https://127.0.0.1:${(await open(near)).port}`);

  it('a name that does not resolve is told', async () => {
    const error = await failure(through('https://no-such-name.invalid:8443'));
    expect(error).toMatchObject({
      failure: 'dns',
      message: expect.stringMatching(
        /^connect to 127\.0\.0\.1 through the tunnel at no-such-name\.invalid:8443: the name no-such-name\.invalid cannot be resolved/,
      ),
      remedy: expect.stringMatching(/Check the server of this cluster/),
    });
  });

  it('a tunnel that is not there is told', async () => {
    expect(await failure(through('https://127.0.0.1:2'))).toMatchObject({
      failure: 'tcp',
      code: 'ECONNREFUSED',
      remedy: expect.stringMatching(/^Start the tunnel/),
    });
  });

  it('a far end that is closed is told', async () => {
    const closed = tunnel(() => ({ host: '127.0.0.1', port: 2 }));
    expect(await failure(await tunnelTo(closed))).toMatchObject({
      failure: 'tls',
      code: 'ECONNRESET',
      remedy: expect.stringMatching(/far end may be closed/),
    });
  });

  it('a black hole is told, in time', async () => {
    expect(await failure(await tunnelTo(blackHole()))).toMatchObject({
      failure: 'tls',
      code: 'time-out',
      message: expect.stringMatching(/takes the connection, but does not/),
    });
  });

  it('something that does not speak TLS is told', async () => {
    expect(await failure(await tunnelTo(greeter()))).toMatchObject({
      failure: 'tls',
      message: expect.stringMatching(/does not answer with TLS/),
    });
  });

  it('another authority is told', async () => {
    const other = await certificate({});
    expect(await failure(await tunnelTo(tlsServer(other)))).toMatchObject({
      failure: 'tls',
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      message: expect.stringMatching(/not of the authority that EKS names/),
      remedy: expect.stringMatching(/leads to another server/),
    });
  });

  it('a certificate that has expired is told', async () => {
    const expired = await certificate({ ca: cluster().ca, endsIn: -1 });
    expect(await failure(await tunnelTo(tlsServer(expired)))).toMatchObject({
      failure: 'tls',
      code: 'CERT_HAS_EXPIRED',
      remedy: expect.stringMatching(/clock of this host/),
    });
  });

  it('a certificate for another name is told, and taken when it is the one that is set', async () => {
    const other = await certificate({ ca: cluster().ca, name: 'other.name' });
    const { port } = await open(tlsServer(other));
    const server = `https://localhost:${port}`;
    expect(await failure(through(server))).toMatchObject({
      failure: 'tls',
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
      message: expect.stringMatching(/is not for 127\.0\.0\.1/),
      remedy: expect.stringMatching(/tlsServerName/),
    });
    const tlsServerName = 'other.name';
    const systems = await systemsBy(through(server, { tlsServerName }));
    expect(await systems.kubernetes()).toBeDefined();
  });

  it('a clock that is off is told from a token that is refused for another reason', async () => {
    const near = await certificate({ ca: cluster().ca });
    const answering = (date: Date) =>
      tlsServer(near, (_, response) =>
        response
          .writeHead(401, {
            date: date.toUTCString(),
            'content-type': 'application/json',
          })
          .end('{"kind":"Status","reason":"Unauthorized","message":"no"}'),
      );
    const refused = async (date: Date) => {
      const systems = await systemsBy(await tunnelTo(answering(date)));
      const kubernetes = await systems.kubernetes();
      return kubernetes?.find(kubeSystem);
    };
    const minutes = 60_000;
    await expect(
      refused(new Date(Date.now() + 20 * minutes)),
    ).rejects.toMatchObject({
      httpStatus: 401,
      remedy: expect.stringMatching(
        /^The clock of this host is (19|20) min \d+ s behind the cluster's/,
      ),
    });
    await expect(refused(new Date())).rejects.toMatchObject({
      httpStatus: 401,
      remedy: expect.stringMatching(/access entry.*The clocks agree/),
    });
  });
});

describe('an HTTP proxy', () => {
  const by = async (proxy: Promise<Listening>, scheme = 'http') => ({
    proxyUrl: `${scheme}://127.0.0.1:${(await open(proxy)).port}`,
  });

  it('whose name is not known is told', async () => {
    expect(
      await failure({ proxyUrl: 'http://me:S3CRET@no-such-name.invalid:3128' }),
    ).toMatchObject({
      failure: 'proxy',
      message: expect.stringMatching(
        /^connect to 127\.0\.0\.1 through the proxy http:\/\/no-such-name\.invalid:3128: the name of the proxy/,
      ),
      remedy: expect.stringMatching(/Check its URL/),
    });
  });

  it('that is not there is told', async () => {
    expect(
      await failure({ proxyUrl: 'http://me:S3CRET@127.0.0.1:2' }),
    ).toMatchObject({
      failure: 'proxy',
      code: 'ECONNREFUSED',
      message: expect.stringMatching(/the proxy does not answer on its port/),
    });
  });

  it('that never answers is told, in time', async () => {
    expect(
      await failure(await by(connectProxy({ silent: true }))),
    ).toMatchObject({ failure: 'tcp', code: 'time-out' });
  });

  it('that is no proxy is told', async () => {
    expect(await failure(await by(greeter()))).toMatchObject({
      failure: 'proxy',
      message: expect.stringMatching(/is not a proxy of this kind/),
    });
  });

  it('with a certificate that is not trusted is told', async () => {
    const tls = await certificate({ endsIn: 2 });
    expect(
      await failure(await by(connectProxy({ tls }), 'https')),
    ).toMatchObject({
      failure: 'proxy',
      message: expect.stringMatching(/NODE_EXTRA_CA_CERTS/),
    });
  });

  it('that wants a user and password is told', async () => {
    const proxy = await open(connectProxy({ credentials: 'me:right' }));
    const proxyUrl = `http://127.0.0.1:${proxy.port}`;
    expect(await failure({ proxyUrl })).toMatchObject({
      failure: 'proxy',
      code: 'HTTP 407',
      message: expect.stringMatching(/asks for a user and password/),
    });
    expect(
      await failure({ proxyUrl: proxyUrl.replace('//', '//me:S3CRET@') }),
    ).toMatchObject({
      failure: 'proxy',
      code: 'HTTP 407',
      message: expect.stringMatching(/refuses the user and password/),
    });

    // A proxy keeps such connections open; we do not.
    await sleep(200);
    expect(proxy.connections()).toBe(0);
  });

  it.each<[ProxyAnswer, string, RegExp, boolean]>([
    [
      { status: '403 Forbidden' },
      'proxy',
      /refuses connections to 127\.0\.0\.1:\d+ \(HTTP 403\)/,
      false,
    ],
    [
      { status: '502 Bad Gateway' },
      'tcp',
      /does not say whether the name or the port/,
      true,
    ],
    [{ status: '504 Gateway Timeout' }, 'tcp', /does not say/, true],
    [
      {
        status: '503 Service Unavailable',
        headers: ['X-Squid-Error: ERR_DNS_FAIL 0'],
      },
      'dns',
      /cannot resolve the name.*HTTP 503, ERR_DNS_FAIL/,
      true,
    ],
    [
      {
        status: '503 Service Unavailable',
        headers: ['X-Squid-Error: ERR_CONNECT_FAIL 110'],
      },
      'tcp',
      /the proxy cannot reach 127/,
      false,
    ],
    [
      {
        status: '502 Bad Gateway',
        headers: ['Proxy-Status: edge; error=dns_error; rcode="NXDOMAIN"'],
      },
      'dns',
      /cannot resolve the name/,
      true,
    ],
    [
      {
        status: '502 Bad Gateway',
        headers: ['Proxy-Status: edge; error=connection_refused'],
      },
      'tcp',
      /the proxy cannot reach 127/,
      false,
    ],
  ])('that answers %j is understood', async (refuse, stage, text, passes) => {
    const error = await failure(await by(connectProxy({ refuse })));
    expect(error).toMatchObject({
      failure: stage,
      message: expect.stringMatching(text),
      retryable: passes,
    });
    expect(error.remedy).toMatch(/proxy/);
  });

  it('leaves the failures behind it told apart', async () => {
    const proxy = await by(connectProxy());
    const other = await open(tlsServer(await certificate({})));
    const wrong = through(`https://127.0.0.1:${other.port}`, proxy);
    expect(await failure(wrong)).toMatchObject({
      failure: 'tls',
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      message: expect.stringMatching(
        /through the tunnel at 127\.0\.0\.1:\d+ through the proxy http:\/\/127\.0\.0\.1:\d+: /,
      ),
    });
    const systems = await systemsBy(proxy);
    const kubernetes = await systems.kubernetes();
    for (const status of [401, 403]) {
      stack.sandbox.world.faults.add({
        system: 'kubernetes',
        effect: { kind: 'error', status },
      });
      await expect(kubernetes?.find(kubeSystem)).rejects.toMatchObject({
        name: 'KubernetesError',
        httpStatus: status,
      });
    }
  });
});

describe('a SOCKS proxy', () => {
  const by = async (proxy: Promise<Listening>) => ({
    proxyUrl: `socks5://127.0.0.1:${(await open(proxy)).port}`,
  });

  it.each<[keyof typeof socksReply, string, RegExp, boolean]>([
    ['failure', 'tcp', /does not say whether the name or the port/, true],
    ['notAllowed', 'proxy', /refuses connections to/, false],
    ['networkUnreachable', 'tcp', /the proxy cannot reach/, false],
    ['hostUnreachable', 'tcp', /does not say/, true],
    ['refused', 'tcp', /the proxy cannot reach/, false],
  ])('that answers "%s" is understood', async (reply, stage, text, passes) => {
    const refuse = socksReply[reply];
    expect(await failure(await by(socksProxy({ refuse })))).toMatchObject({
      failure: stage,
      message: expect.stringMatching(text),
      retryable: passes,
    });
  });

  it('that wants a user and password is told', async () => {
    const { proxyUrl } = await by(
      socksProxy({ credentials: { username: 'me', password: 'right' } }),
    );
    expect(await failure({ proxyUrl })).toMatchObject({
      failure: 'proxy',
      message: expect.stringMatching(/asks for a user and password/),
    });
    expect(
      await failure({ proxyUrl: proxyUrl.replace('//', '//me:S3CRET@') }),
    ).toMatchObject({
      failure: 'proxy',
      message: expect.stringMatching(/refuses the user and password/),
    });
  });

  it('that never answers is told, in time', async () => {
    expect(await failure(await by(blackHole()))).toMatchObject({
      failure: 'tcp',
      code: 'time-out',
    });
  });

  it('that is no proxy is told', async () => {
    expect(await failure(await by(greeter()))).toMatchObject({
      failure: 'proxy',
      message: expect.stringMatching(/is not a proxy of this kind/),
    });
  });
});

describe('a cancelled run', () => {
  it('does not wait for a proxy or tunnel that says nothing', async () => {
    const { port } = await open(blackHole());
    for (const kubernetes of [
      { proxyUrl: `http://127.0.0.1:${port}` },
      { proxyUrl: `https://127.0.0.1:${port}` },
      { proxyUrl: `socks5://127.0.0.1:${port}` },
      through(`https://127.0.0.1:${port}`),
    ]) {
      const run = new AbortController();
      const systems = await systemsBy(kubernetes, run.signal);
      // Signs in, so that what is cancelled is the connection.
      await systems.aws.callerPrincipalArn();
      const connected = systems.kubernetes();
      setTimeout(() => run.abort(), 500);
      const start = Date.now();
      await expect(connected).rejects.toMatchObject({ name: 'AbortError' });
      expect(Date.now() - start).toBeLessThan(1_500);
    }
  });
});

describe('the actions and the page', () => {
  it('go the way that is configured, and say which it was when it fails', async () => {
    const applied = await stack.run('humanitec-eks:deployAccess:apply');
    expect(applied.status).toBe('completed');

    await ownTunnel.close();
    const refused = await stack.run('humanitec-eks:deployAccess:apply');
    expect(refused.status).toBe('failed');
    const said = `connect to 127.0.0.1 through the tunnel at 127.0.0.1:${ownTunnel.port}: 127.0.0.1:${ownTunnel.port} does not answer on its port (ECONNREFUSED). Start the tunnel`;
    expect(refused.log).toContain(`Deploy access: ${said}`);

    const systems = await systemsBy(
      through(`https://127.0.0.1:${ownTunnel.port}`),
    );
    expect(await observePart(parts.deployAccess, spec, systems)).toMatchObject({
      status: 'unknown',
      system: 'Kubernetes',
      reason: expect.stringContaining(said),
    });
  });
});
