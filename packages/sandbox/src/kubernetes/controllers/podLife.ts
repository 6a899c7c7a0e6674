/** What happens to a pod, as its node knows it. Times are in milliseconds. */
export interface PodLife {
  scheduledAt?: number;
  /** When time alone will change something next. */
  dueAt?: number;
  containers: Map<string, ContainerLife>;
}

export interface ContainerLife {
  state:
    | { is: 'waiting'; reason: string; message?: string }
    | { is: 'running'; since: number }
    | { is: 'done'; since: number }
    /** It ended by itself and will be started again at `retryAt`. */
    | { is: 'crashed'; at: number; retryAt: number };
  restarts: number;
  log: LogLine[];
  /** The log of the run before this one. */
  previousLog: LogLine[];
  /** Set while a Humanitec Agent runs here: whom it connected for, and with which key. */
  agent?: { orgIds: string[]; fingerprint: string };
}

export interface LogLine {
  at: number;
  text: string;
}

/** How long a container that ended by itself waits before its next start. */
export function backOff(restarts: number): number {
  return Math.min(10_000 * 2 ** restarts, 300_000);
}
