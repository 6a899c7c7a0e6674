import { mockServices } from '@backstage/backend-test-utils';

import { reachOf, readReach } from './readReach';

type JsonObject = NonNullable<
  NonNullable<Parameters<typeof mockServices.rootConfig>[0]>['data']
>;

const read = (kubernetes: JsonObject) =>
  readReach(
    mockServices.rootConfig({ data: { kubernetes } }).getConfig('kubernetes'),
  );

const prod = {
  awsAccountId: '111122223333',
  region: 'eu-central-1',
  clusterName: 'prod',
};

describe('the way to a cluster', () => {
  it('is direct when nothing is configured', () => {
    expect(reachOf(readReach(undefined), prod)).toEqual({});
  });

  it.each<[string, object]>([
    [
      'http://proxy.internal:3128',
      {
        kind: 'http',
        isTls: false,
        name: 'http://proxy.internal:3128',
        address: { host: 'proxy.internal', port: 3128 },
      },
    ],
    [
      'https://proxy.internal/',
      {
        kind: 'http',
        isTls: true,
        address: { host: 'proxy.internal', port: 443 },
      },
    ],
    ['http://proxy', { address: { host: 'proxy', port: 80 } }],
    [
      'socks5://me:p%40ss@[::1]',
      {
        kind: 'socks',
        version: 5,
        name: 'socks5://[::1]:1080',
        address: { host: '::1', port: 1080 },
        credentials: { username: 'me', password: 'p@ss' },
      },
    ],
    ['socks5h://s', { version: 5 }],
    ['socks://s', { version: 5 }],
    ['socks4a://s', { version: 4 }],
  ])('leads for all through the proxy %s', (proxyUrl, proxy) => {
    expect(reachOf(read({ proxyUrl }), prod).proxy).toMatchObject(proxy);
  });

  it('is that of the entry which says most', () => {
    const entry = (server: string, more: JsonObject) => ({
      name: 'prod',
      server: `https://${server}`,
      ...more,
    });
    const { awsAccountId, region } = prod;
    const config = read({
      proxyUrl: 'http://proxy',
      clusters: [
        entry('name', {}),
        entry('region', { region }),
        entry('account', { awsAccountId }),
        entry('both', { awsAccountId, region }),
        entry('elsewhere', { region: 'us-east-1', awsAccountId }),
      ],
    });
    const server = (cluster: Partial<typeof prod>) =>
      reachOf(config, { ...prod, ...cluster }).tunnel?.address.host;
    expect(server({})).toBe('both');
    expect(server({ region: 'us-east-1' })).toBe('elsewhere');
    expect(server({ region: 'eu-west-1' })).toBe('account');
    expect(server({ awsAccountId: '444455556666' })).toBe('region');
    expect(server({ awsAccountId: '444455556666', region: 'eu-west-1' })).toBe(
      'name',
    );
    expect(server({ clusterName: 'other' })).toBeUndefined();
  });

  it('is of an entry as a whole: what that leaves out is not taken from the one for all', () => {
    const config = read({
      proxyUrl: 'http://proxy',
      clusters: [{ name: 'prod' }, { name: 'stage', server: 'https://t:1' }],
    });
    expect(reachOf(config, prod)).toEqual({});
    expect(reachOf(config, { ...prod, clusterName: 'stage' })).toEqual({
      tunnel: { address: { host: 't', port: 1 }, tlsServerName: undefined },
    });
  });
});

describe('a mistake in the configuration', () => {
  it.each<[JsonObject, RegExp]>([
    [{ proxyUrl: 'proxy:3128' }, /kubernetes\.proxyUrl is not a URL/],
    [{ proxyUrl: 'ftp://S3CRET@proxy' }, /proxyUrl must begin with/],
    [
      { proxyUrl: 'http://u:S3CRET@proxy/path' },
      /nothing behind host and port/,
    ],
    [{ clusters: [{ server: 'https://t' }] }, /name/],
    [
      { clusters: [{ name: 'a', proxyUrl: 'S3CRET' }] },
      /clusters\[0\]\.proxyUrl is not a URL/,
    ],
    [
      { clusters: [{ name: 'a', server: 'http://t' }] },
      /clusters\[0\]\.server must be https/,
    ],
    [
      { clusters: [{ name: 'a', server: 'https://t/api' }] },
      /clusters\[0\]\.server must have nothing/,
    ],
    [
      { clusters: [{ name: 'a', tlsServerName: 'x' }] },
      /clusters\[0\]\.tlsServerName needs a server/,
    ],
    [
      {
        clusters: [
          { name: 'a', server: 'https://t', tlsServerName: 'https://x:1' },
        ],
      },
      /clusters\[0\]\.tlsServerName must be a host name/,
    ],
    [
      { clusters: [{ name: 'a' }, { name: 'b' }, { name: 'a' }] },
      /clusters\[2\] is for the same as \[0\]/,
    ],
  ])('%j is told by the name of the setting, never its value', (data, text) => {
    expect(() => read(data)).toThrow(text);
    expect(() => read(data)).not.toThrow(/S3CRET/);
  });
});
