import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Proxy } from '../../config/readReach';
import { Attempt, startAttempt } from './attempt';
import { httpConnect } from './httpProxy';
import { KubernetesUnreachable } from './kubernetesUnreachable';
import { openTcp } from './openTcp';
import { openTls } from './openTls';
import { socksConnect } from './socksProxy';
import { tlsFailure } from './tlsFailure';
import { addressText, Way } from './way';

/**
 * A connection to the API of a cluster, on its way: directly, through a
 * tunnel, a proxy, or both; TLS with the authority that EKS names.
 *
 * @throws KubernetesUnreachable within 15 s, with how far it came; the signal's
 *   reason as soon as it is aborted
 */
export async function openConnection(
  way: Way,
  caPem: string,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const attempt = startAttempt(signal);
  try {
    const socket = way.proxy
      ? await throughProxy(attempt, way, way.proxy)
      : await openTcp(attempt, way.address, {
          dns: code => dnsFailure(way, code),
          tcp: code => tcpFailure(way, code),
        });
    return await openTls(
      attempt,
      socket,
      { serverName: way.serverName, ca: caPem },
      code => tlsFailure(way, code),
    );
  } catch (error) {
    attempt.giveUp();
    throw error;
  }
}

async function throughProxy(
  attempt: Attempt,
  way: Way,
  proxy: Proxy,
): Promise<Socket> {
  const failure = (what: string) => (code: string) =>
    new KubernetesUnreachable(way, {
      failure: 'proxy',
      code,
      what,
      remedy:
        'Check its URL (humanitecEks.kubernetes) and that Backstage may reach it.',
    });
  const socket = await openTcp(attempt, proxy.address, {
    dns: failure(`the name of the proxy, ${proxy.address.host}, is not known`),
    tcp: failure('the proxy does not answer on its port'),
  });
  if (proxy.kind === 'socks') return socksConnect(attempt, socket, way, proxy);
  const spoken = proxy.isTls
    ? await openTls(
        attempt,
        socket,
        { serverName: proxy.address.host },
        failure(
          'the proxy shows no certificate that this host trusts (NODE_EXTRA_CA_CERTS)',
        ),
      )
    : socket;
  return httpConnect(attempt, spoken, way, proxy);
}

function dnsFailure(way: Way, code: string) {
  const { host } = way.address;
  return new KubernetesUnreachable(way, {
    failure: 'dns',
    code,
    what: `the name ${host} cannot be resolved`,
    remedy: way.isTunnel
      ? 'Check the server of this cluster in humanitecEks.kubernetes.clusters.'
      : 'The endpoint is private: Backstage needs the DNS of the VPC, or a proxy or tunnel (humanitecEks.kubernetes).',
    // A new endpoint gets its name a minute or two after ACTIVE.
    retryable: !way.isTunnel,
  });
}

function tcpFailure(way: Way, code: string) {
  return new KubernetesUnreachable(way, {
    failure: 'tcp',
    code,
    what: `${addressText(way.address)} does not answer on its port`,
    remedy: way.isTunnel
      ? 'Start the tunnel, or correct the server of this cluster in humanitecEks.kubernetes.clusters.'
      : 'The endpoint is private: let Backstage reach the VPC and admit it in the cluster security group on port 443, or set a proxy or tunnel (humanitecEks.kubernetes).',
  });
}
