import type { Proxy, Reach } from '../../config/readReach';

/** A host and port, as one connects to them. */
export interface Address {
  host: string;
  port: number;
}

/** How to get to the API endpoint of one cluster from here. */
export interface Way {
  /** Host of the endpoint that EKS names: what the cluster is called in messages. */
  endpointHost: string;
  /** Where the connection leads: the endpoint, or the near end of a tunnel to it. */
  address: Address;
  /** The name that the server's certificate must be for. */
  serverName: string;
  /** Asked to connect to the address, when there is one. */
  proxy?: Proxy;
  isTunnel: boolean;
}

/** @param endpoint - as EKS names it, `https://ABC.gr7.eu-central-1.eks.amazonaws.com` */
export function wayTo(endpoint: string, { proxy, tunnel }: Reach): Way {
  const direct = addressOf(endpoint);
  return {
    endpointHost: direct.host,
    address: tunnel?.address ?? direct,
    serverName: tunnel?.tlsServerName ?? direct.host,
    isTunnel: tunnel !== undefined,
    ...(proxy && { proxy }),
  };
}

/** Host and port of an HTTPS URL; an IPv6 address without its brackets. */
export function addressOf(url: string): Address {
  const { hostname, port } = new URL(url);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 443) };
}

/** `prod.internal:443`, `[::1]:8443`. */
export function addressText({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** How the cluster is reached, as it ends a sentence: `through the tunnel at 127.0.0.1:8443`; empty when directly. */
export function wayText({ address, proxy, isTunnel }: Way): string {
  return [
    isTunnel && `through the tunnel at ${addressText(address)}`,
    proxy && `through the proxy ${proxy.name}`,
  ]
    .filter(Boolean)
    .join(' ');
}
