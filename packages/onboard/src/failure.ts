/** Exit codes of the command. */
export const exitCodes = {
  /** The task completed and every part is in sync. */
  ok: 0,
  /** The task failed, or a part is not in sync. */
  failed: 1,
  /** The command line, the file or its values are wrong; nothing was started. */
  input: 2,
  /** Backstage does not answer, or refuses. */
  connection: 3,
  /** Ended with Ctrl-C. */
  interrupted: 130,
} as const;

/** Ends the command with one message and a code. */
export class Failure extends Error {
  override name = 'Failure';

  constructor(readonly exitCode: number, message: string) {
    super(message);
  }
}

/** Backstage did not answer, or not in full: the same call may work later. */
export class Unreachable extends Failure {
  constructor(message: string) {
    super(exitCodes.connection, message);
  }
}

/** Backstage answered, and said no. */
export class Refused extends Failure {
  /** @param body - the answer, as it came */
  constructor(readonly status: number, readonly body: unknown, reason: string) {
    super(status === 400 ? exitCodes.input : exitCodes.connection, reason);
  }
}

/** What is wrong with one field of the file. */
export interface Problem {
  /** `['values', 'subnetIds', 0]`; empty for the whole file. */
  field: (string | number)[];
  reason: string;
}

/** The scaffolder does not take the values. */
export class WrongValues extends Failure {
  constructor(readonly problems: Problem[]) {
    super(exitCodes.input, problems.map(({ reason }) => reason).join('\n'));
  }
}
