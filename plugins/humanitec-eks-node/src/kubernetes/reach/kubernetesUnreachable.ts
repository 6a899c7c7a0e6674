import { SystemError } from '../../systemError';
import { Way, wayText } from './way';

/** How far a connection to the API endpoint came: its name, its port, its certificate, or not past the proxy. */
export type ReachFailure = 'dns' | 'tcp' | 'tls' | 'proxy';

/** The API endpoint cannot be reached from where Backstage runs. */
export class KubernetesUnreachable extends SystemError {
  override name = 'KubernetesUnreachable';
  readonly system = 'Kubernetes';
  readonly failure: ReachFailure;
  /** Of the endpoint that EKS names. */
  readonly host: string;

  constructor(
    way: Way,
    facts: {
      failure: ReachFailure;
      /** Node's, or the proxy's: `ENOTFOUND`, `HTTP 407`, `time-out` … */
      code: string;
      /** What was found, with the names of those that take part. */
      what: string;
      remedy: string;
      /** May it be only that the name of a new endpoint is not known yet? */
      retryable?: boolean;
    },
  ) {
    const { code, what, remedy, retryable } = facts;
    super(
      {
        call: ['connect to', way.endpointHost, wayText(way)]
          .filter(Boolean)
          .join(' '),
        code,
        systemMessage: what,
        remedy,
        retryable,
      },
      `${what} (${code})`,
    );
    this.failure = facts.failure;
    this.host = way.endpointHost;
  }
}
