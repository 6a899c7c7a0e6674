/** A refusal, in the words and with the code that AWS uses for it. */
export class AwsError extends Error {
  constructor(
    readonly status: number,
    /** As on the wire: `EntityAlreadyExists`, `ResourceInUseException` … */
    readonly code: string,
    message: string,
    /** Further members of the exception's shape (EKS only). */
    readonly members: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = 'AwsError';
  }
}
