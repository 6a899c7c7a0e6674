import type { RootConfigService } from '@backstage/backend-plugin-api';
import { isIP } from 'node:net';
import type { BindingIdentity } from 'backstage-plugin-humanitec-eks-common';

type Config = ReturnType<RootConfigService['getConfig']>;

interface Address {
  host: string;
  port: number;
}

interface ProxyBase {
  address: Address;
  credentials?: { username: string; password: string };
  /** The URL without its credentials. */
  name: string;
}

export interface HttpProxy extends ProxyBase {
  kind: 'http';
  /** The connection to the proxy itself is TLS. */
  isTls: boolean;
}

export interface SocksProxy extends ProxyBase {
  kind: 'socks';
  version: 4 | 5;
}

export type Proxy = HttpProxy | SocksProxy;

/** The near end of a tunnel to the API endpoint. */
export interface Tunnel {
  address: Address;
  /** The host of the endpoint when left out. */
  tlsServerName?: string;
}

/** How the Kubernetes API of a cluster is reached: directly when neither is there. */
export interface Reach {
  proxy?: Proxy;
  tunnel?: Tunnel;
}

/** One entry of `humanitecEks.kubernetes.clusters`. */
interface ClusterReach {
  name: string;
  awsAccountId?: string;
  region?: string;
  reach: Reach;
}

/** The section `humanitecEks.kubernetes`. */
export interface ReachConfig {
  /** For clusters that have no entry of their own. */
  forAll: Reach;
  clusters: ClusterReach[];
}

/**
 * Reads and checks it, so that a mistake shows when Backstage starts.
 *
 * @throws Error that names the setting, never its value: it may hold a password
 */
export function readReach(section: Config | undefined): ReachConfig {
  const clusters = (section?.getOptionalConfigArray('clusters') ?? []).map(
    (cluster, i) => ({
      name: cluster.getString('name'),
      awsAccountId: cluster.getOptionalString('awsAccountId'),
      region: cluster.getOptionalString('region'),
      reach: {
        ...readProxy(cluster, `clusters[${i}]`),
        ...readTunnel(cluster, `clusters[${i}]`),
      },
    }),
  );
  clusters.forEach((cluster, i) => {
    const same = clusters.findIndex(
      other =>
        other.name === cluster.name &&
        other.awsAccountId === cluster.awsAccountId &&
        other.region === cluster.region,
    );
    if (same !== i) fail(`clusters[${i}]`, `is for the same as [${same}]`);
  });
  return {
    forAll: section ? readProxy(section) : {},
    clusters,
  };
}

/** The way to one cluster: of the entries for it the one that says most, or else the one for all. */
export function reachOf(
  { forAll, clusters }: ReachConfig,
  cluster: Pick<BindingIdentity, 'awsAccountId' | 'region' | 'clusterName'>,
): Reach {
  const matching = clusters.filter(
    ({ name, awsAccountId, region }) =>
      name === cluster.clusterName &&
      (awsAccountId ?? cluster.awsAccountId) === cluster.awsAccountId &&
      (region ?? cluster.region) === cluster.region,
  );
  // An account tells more than a region.
  const says = ({ awsAccountId, region }: ClusterReach) =>
    (awsAccountId ? 2 : 0) + (region ? 1 : 0);
  matching.sort((a, b) => says(b) - says(a));
  return matching[0]?.reach ?? forAll;
}

function readProxy(section: Config, at?: string): { proxy?: Proxy } {
  const text = section.getOptionalString('proxyUrl');
  if (text === undefined) return {};
  const setting = [at, 'proxyUrl'].filter(Boolean).join('.');
  const url = readUrl(text, setting);
  const scheme = url.protocol.replace(':', '');
  const socks = scheme.match(/^socks(4a?|5h?)?$/);
  if (scheme !== 'http' && scheme !== 'https' && !socks) {
    return fail(setting, 'must begin with http://, https:// or socks5://');
  }
  const defaultPort = { http: 80, https: 443 }[scheme] ?? 1080;
  const address = { host: hostOf(url), port: Number(url.port || defaultPort) };
  const base = {
    address,
    name: `${scheme}://${url.hostname}:${address.port}`,
    ...(url.username && {
      credentials: {
        username: decodeURIComponent(url.username),
        password: decodeURIComponent(url.password),
      },
    }),
  };
  return {
    proxy: socks
      ? { kind: 'socks', version: socks[1]?.startsWith('4') ? 4 : 5, ...base }
      : { kind: 'http', isTls: scheme === 'https', ...base },
  };
}

function readTunnel(section: Config, at: string): { tunnel?: Tunnel } {
  const server = section.getOptionalString('server');
  const tlsServerName = section.getOptionalString('tlsServerName');
  if (server === undefined) {
    if (tlsServerName === undefined) return {};
    return fail(`${at}.tlsServerName`, 'needs a server beside it');
  }
  const url = readUrl(server, `${at}.server`);
  if (url.protocol !== 'https:' || url.username) {
    fail(`${at}.server`, 'must be https://HOST:PORT');
  }
  if (tlsServerName !== undefined && !/^[a-z0-9.-]+$/i.test(tlsServerName)) {
    fail(`${at}.tlsServerName`, 'must be a host name, without port');
  }
  return {
    tunnel: {
      address: { host: hostOf(url), port: Number(url.port || 443) },
      tlsServerName,
    },
  };
}

function readUrl(text: string, setting: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url?.hostname) return fail(setting, 'is not a URL with a host');
  if (!['', '/'].includes(url.pathname) || url.search || url.hash) {
    fail(setting, 'must have nothing behind host and port');
  }
  return url;
}

function hostOf({ hostname }: URL): string {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) ? bare : hostname;
}

function fail(setting: string, problem: string): never {
  throw new Error(`humanitecEks.kubernetes.${setting} ${problem}`);
}
