/** The Kubernetes API refused a call. Holds the message of its Status, nothing else of the body. */
export class KubernetesError extends Error {
  override name = 'KubernetesError';

  constructor(
    /** `patch deployments.apps humanitec-agent/humanitec-agent` */
    readonly call: string,
    readonly httpStatus: number,
    reason: string,
  ) {
    super(`${call}: ${reason}`);
  }
}

/** How far a connection to the API endpoint came. */
export type ReachFailure = 'dns' | 'tcp' | 'tls';

/** The API endpoint cannot be reached from where Backstage runs. */
export class KubernetesUnreachable extends Error {
  override name = 'KubernetesUnreachable';

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
    super(`${what} (${code})`);
  }
}

/** What a person can do about an error of the Kubernetes API, where that is known. */
export function kubernetesRemedy(error: unknown): string | undefined {
  if (error instanceof KubernetesUnreachable) {
    return {
      dns: 'The endpoint is private: Backstage needs the DNS of the VPC, or a proxy (humanitecEks.kubernetes.proxyUrl).',
      tcp: 'The endpoint is private: let Backstage reach the VPC and admit it in the cluster security group on port 443, or set a proxy (humanitecEks.kubernetes.proxyUrl).',
      tls: 'Something between Backstage and the cluster answers in its place: check the proxy or tunnel.',
    }[error.failure];
  }
  if (!(error instanceof KubernetesError)) return undefined;
  switch (error.httpStatus) {
    case 401:
      return "The access entry of Backstage's role may not have taken effect yet, was made for a role that has since been re-created, or this host's clock is off by more than 15 minutes. Run the step again.";
    case 403:
      return "Backstage's role needs the access policy AmazonEKSClusterAdminPolicy in this cluster; the step cluster:await gives it.";
    default:
      return undefined;
  }
}
