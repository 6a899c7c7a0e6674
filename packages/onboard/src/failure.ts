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
