import { SystemError } from '../systemError';

/** How far a connection to the API endpoint came. */
export type ReachFailure = 'dns' | 'tcp' | 'tls';

/** The API endpoint cannot be reached from where Backstage runs. */
export class KubernetesUnreachable extends SystemError {
  override name = 'KubernetesUnreachable';
  readonly system = 'Kubernetes';

  constructor(
    readonly host: string,
    readonly failure: ReachFailure,
    code: string,
  ) {
    const what = {
      dns: `the name ${host} cannot be resolved`,
      tcp: `${host} does not answer on its port`,
      tls: `${host} answers, but not with the certificate that EKS names`,
    }[failure];
    super(
      {
        call: '',
        code,
        systemMessage: what,
        remedy: remedies[failure],
        // The name of a new endpoint appears a minute or two after ACTIVE.
        retryable: failure === 'dns',
      },
      `${what} (${code})`,
    );
  }
}

const remedies: Record<ReachFailure, string> = {
  dns: 'The endpoint is private: Backstage needs the DNS of the VPC, or a proxy (humanitecEks.kubernetes.proxyUrl).',
  tcp: 'The endpoint is private: let Backstage reach the VPC and admit it in the cluster security group on port 443, or set a proxy (humanitecEks.kubernetes.proxyUrl).',
  tls: 'Something between Backstage and the cluster answers in its place: check the proxy or tunnel.',
};
