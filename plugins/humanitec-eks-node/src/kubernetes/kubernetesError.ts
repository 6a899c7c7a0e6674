import { SystemError } from '../systemError';
import { duration } from '../waitFor';

/** A difference between the clocks that a token of 15 minutes does not survive for long. */
const CLOCK_TOLERANCE_SECONDS = 5 * 60;

/** The Kubernetes API refused a call, or did not answer it. */
export class KubernetesError extends SystemError {
  override name = 'KubernetesError';
  readonly system = 'Kubernetes';
  /** 0 when there was no answer at all. */
  override readonly httpStatus: number;

  constructor(facts: {
    /** `apply Deployment humanitec-agent/humanitec-agent` */
    call: string;
    httpStatus: number;
    /** Reason of the Status (`Forbidden`), or of the broken connection (`ECONNRESET`). */
    code?: string;
    systemMessage?: string;
    retryAfterSeconds?: number;
    /** By how much this host's clock is ahead of the cluster's; undefined when the answer had no date. */
    clockAheadSeconds?: number;
    /** How the cluster is reached, when not directly: `through the proxy http://proxy:3128`. */
    way?: string;
    secrets?: readonly string[];
  }) {
    const { httpStatus, systemMessage = '' } = facts;
    super(
      {
        ...facts,
        systemMessage,
        remedy: remedy(facts),
        retryable: isRetryable(facts),
      },
      answerText(facts, systemMessage),
    );
    this.httpStatus = httpStatus;
  }
}

function answerText(
  {
    httpStatus,
    code,
    way,
  }: { httpStatus: number; code?: string; way?: string },
  message: string,
): string {
  if (httpStatus) {
    return [`HTTP ${httpStatus}`, message || code].filter(Boolean).join(' ');
  }
  const through = way ? ` ${way}` : '';
  return `no answer${through} (${message || code})`;
}

/** Answers after which the same call may succeed a moment later; 0 is none. */
const TRANSIENT = new Set([0, 429, 502, 503, 504]);

/** Kubernetes' own reason for a 500 that passes. */
function isRetryable(facts: { httpStatus: number; code?: string }): boolean {
  return (
    TRANSIENT.has(facts.httpStatus) ||
    (facts.httpStatus === 500 && facts.code === 'ServerTimeout')
  );
}

function remedy(facts: {
  httpStatus: number;
  code?: string;
  clockAheadSeconds?: number;
}): string | undefined {
  switch (facts.httpStatus) {
    case 401:
      return tokenRemedy(facts.clockAheadSeconds);
    case 403:
      return "Backstage's role needs the access policy AmazonEKSClusterAdminPolicy in this cluster; the step cluster:await gives it.";
    case 0:
      return 'The connection was made and then lost, or the API is overloaded: try again.';
    case 407:
      return 'The proxy asks for a user and password: set them in its URL (humanitecEks.kubernetes).';
    case 200:
    case 201:
      return 'Something between Backstage and the cluster answers in its place: check proxies and humanitecEks.kubernetes.';
    case 500:
      return 'The Kubernetes API could not do it just now: try again in a minute.';
    case 429:
    case 503:
    case 504:
      return 'The Kubernetes API is overloaded or starting: try again in a minute.';
    case 502:
      return 'A proxy or load balancer on the way cannot reach the cluster: try again, then check it.';
    default:
      return undefined;
  }
}

function tokenRemedy(ahead: number | undefined): string {
  if (ahead !== undefined && Math.abs(ahead) > CLOCK_TOLERANCE_SECONDS) {
    return `The clock of this host is ${duration(Math.abs(ahead))} ${
      ahead > 0 ? 'ahead of' : 'behind'
    } the cluster's, and tokens are good for 15 minutes: set the clock, then try again.`;
  }
  const clock =
    ahead === undefined
      ? ", or this host's clock is off by more than 15 minutes"
      : '. (The clocks agree, so it is not that.)';
  return `The access entry of Backstage's role may be missing, may not have taken effect yet, or was made for a role that has since been re-created${clock}${
    ahead === undefined ? '.' : ''
  } The step cluster:await sees to it; then try again.`;
}
