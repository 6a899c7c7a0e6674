import { KubernetesUnreachable } from './kubernetesUnreachable';
import { addressText, Way } from './way';

/** What the failure of a TLS handshake with the API endpoint means, by Node's code. */
export function tlsFailure(way: Way, code: string): KubernetesUnreachable {
  const server = addressText(way.address);
  const [what, remedy] = meaning(way, server, code);
  return new KubernetesUnreachable(way, { failure: 'tls', code, what, remedy });
}

function meaning(way: Way, server: string, code: string): [string, string] {
  if (/SELF_SIGNED|UNABLE_TO|UNTRUSTED|SIGNATURE_FAILURE/.test(code)) {
    return [
      `the certificate of ${server} is not of the authority that EKS names`,
      way.isTunnel
        ? 'The tunnel leads to another server: check where it ends.'
        : 'Something between Backstage and the cluster answers in its place, such as a proxy that inspects TLS: make an exception for the endpoint, or take another way (humanitecEks.kubernetes).',
    ];
  }
  if (/EXPIRED|NOT_YET_VALID/.test(code)) {
    return [
      `the certificate of ${server} is not valid now`,
      'EKS renews its certificates itself: check the clock of this host, then what answers in place of the cluster.',
    ];
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return [
      `the certificate of ${server} is not for ${way.serverName}`,
      way.isTunnel
        ? 'Correct tlsServerName in humanitecEks.kubernetes.clusters (left out, it is the host of the endpoint), or where the tunnel ends.'
        : 'Something between Backstage and the cluster answers in its place: check DNS and proxies.',
    ];
  }
  return [
    `${server} takes the connection, but does not answer with TLS`,
    way.isTunnel
      ? 'Check where the tunnel ends; its far end may be closed.'
      : 'A firewall or something in place of the cluster holds the connection: check the way to it.',
  ];
}
