export const systems = [
  'sts',
  'iam',
  'eks',
  'ec2',
  'humanitec',
  'kubernetes',
] as const;
export type System = (typeof systems)[number];

/** One call that reached the sandbox. `operation` is the vendor's own name for it. */
export interface Call {
  at: string;
  system: System;
  /** `CreateRole`, `POST /orgs/{orgId}/agents`, `patch deployments` … */
  operation: string;
  /** True when the call may change something. */
  write: boolean;
  /** Who called, as the system names them (an ARN, a Humanitec user). */
  principal?: string;
  /** What was called on (a name, an ARN, a path). */
  resource?: string;
  status?: number;
  fault?: string;
}

/** Every call since the start or the last reset, oldest first. */
export class CallLog {
  private entries: Call[] = [];
  private listeners: ((call: Call) => void)[] = [];

  add(call: Call) {
    this.entries.push(call);
  }

  /** Writes down how the call ended. */
  answered(call: Call, status: number) {
    call.status = status;
    for (const listener of this.listeners) listener(call);
  }

  /** Calls back after every call that was answered. */
  onAnswered(listener: (call: Call) => void) {
    this.listeners.push(listener);
  }

  all(): readonly Call[] {
    return this.entries;
  }

  /** Number of calls that may have changed something, by system. */
  writes(): Record<System, number> {
    const counts = {
      sts: 0,
      iam: 0,
      eks: 0,
      ec2: 0,
      humanitec: 0,
      kubernetes: 0,
    };
    for (const call of this.entries) {
      if (call.write) counts[call.system] += 1;
    }
    return counts;
  }

  clear() {
    this.entries = [];
  }
}
