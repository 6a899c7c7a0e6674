import type { Proxy } from '../../config/readReach';
import { KubernetesUnreachable } from './kubernetesUnreachable';
import { addressText, Way } from './way';

/** Why a proxy that answers does not connect, as far as it says. */
export interface Refusal {
  kind:
    | 'credentials'
    | 'forbidden'
    /** It cannot resolve the name. */
    | 'dns'
    /** It cannot reach the port. */
    | 'tcp'
    /** One of the two; it does not say which. */
    | 'target'
    /** It has not answered. */
    | 'silent'
    /** It does not speak the protocol. */
    | 'notAProxy';
  code: string;
}

const SETTING = 'humanitecEks.kubernetes';

/** The error that a proxy's refusal is. */
export function proxyFailure(
  way: Way,
  proxy: Proxy,
  { kind, code }: Refusal,
): KubernetesUnreachable {
  const target = addressText(way.address);
  switch (kind) {
    case 'credentials':
      return new KubernetesUnreachable(way, {
        failure: 'proxy',
        code,
        what: proxy.credentials
          ? 'the proxy refuses the user and password'
          : 'the proxy asks for a user and password',
        remedy: `Set the right ones in its URL (${SETTING}).`,
      });
    case 'forbidden':
      return new KubernetesUnreachable(way, {
        failure: 'proxy',
        code,
        what: `the proxy refuses connections to ${target}`,
        remedy: `Allow connections to ${target} in the proxy.`,
      });
    case 'dns':
      return new KubernetesUnreachable(way, {
        failure: 'dns',
        code,
        what: `the proxy cannot resolve the name ${way.address.host}`,
        remedy: 'The endpoint is private: the proxy needs the DNS of the VPC.',
        retryable: true,
      });
    case 'tcp':
      return new KubernetesUnreachable(way, {
        failure: 'tcp',
        code,
        what: `the proxy cannot reach ${target}`,
        remedy: REACH,
      });
    case 'target':
      return new KubernetesUnreachable(way, {
        failure: 'tcp',
        code,
        what: `the proxy cannot connect to ${target}, and does not say whether the name or the port is the matter`,
        remedy: `${REACH} It needs the DNS of the VPC too.`,
        retryable: true,
      });
    case 'silent':
      return new KubernetesUnreachable(way, {
        failure: 'tcp',
        code,
        what: `the proxy has not connected to ${target} in time`,
        remedy: REACH,
      });
    default:
      return new KubernetesUnreachable(way, {
        failure: 'proxy',
        code,
        what: `what answers at ${addressText(
          proxy.address,
        )} is not a proxy of this kind`,
        remedy: `Check the protocol and the port in its URL (${SETTING}).`,
      });
  }
}

const REACH =
  'The endpoint is private: let the proxy reach the VPC, and admit it in the cluster security group on port 443.';
