import { z } from 'zod';
import { Call, System, systems } from './calls';

const issue = {
  /** EKS's own: of a cluster's health, or of an update's errors. */
  code: z.string(),
  message: z.string(),
  resourceIds: z.array(z.string()).default([]),
};

/** Something that is wrong, as EKS tells it. */
export const issueSchema = z.strictObject(issue);

/** What to do to the next `times` calls that match, after letting `skip` of them pass. */
export const faultSchema = z.object({
  /** Every system when left out, and so on. */
  system: z.enum(systems).optional(),
  /** The operation's name as in the call log. */
  operation: z.string().optional(),
  /** Only calls that may change something (true), or only those that cannot (false). */
  write: z.boolean().optional(),
  times: z.number().int().positive().default(1),
  skip: z.number().int().nonnegative().default(0),
  effect: z.discriminatedUnion('kind', [
    /** Answered with the system's own error envelope, without doing anything; code and message are its usual ones. */
    z.object({
      kind: z.literal('error'),
      status: z.number().int().min(400).max(599),
      code: z.string().optional(),
      message: z.string().optional(),
      /** The message also quotes the request, its headers and its body: upstreams do. */
      quotes: z.boolean().default(false),
    }),
    /** The connection breaks, before or after the call took effect. */
    z.object({ kind: z.literal('reset'), after: z.boolean().default(false) }),
    /** EKS: answered as usual, but what it starts (a creation, an update, a deletion) ends as failed, for this reason. */
    z.object({ kind: z.literal('failLater'), ...issue }),
    /** No answer for that long; then it is carried out as usual, or has been with `after`. */
    z.object({
      kind: z.literal('delay'),
      seconds: z.number().positive(),
      after: z.boolean().default(false),
    }),
    /** Refused, since what the call was signed with has expired; an AWS session is over from now on. */
    z.object({ kind: z.literal('expired') }),
    /** Sent elsewhere, without doing anything. */
    z.object({
      kind: z.literal('redirect'),
      status: z.number().int().min(300).max(399),
      location: z.string(),
    }),
    /** Status 200 and a body that no parser accepts. */
    z.object({ kind: z.literal('garbage') }),
  ]),
});

export type Fault = z.infer<typeof faultSchema>;

/** Why something fails that was started well. */
export type LateFailure = z.output<typeof issueSchema>;

/** The faults that are still to come, in the order they were set. */
export class Faults {
  private pending: Fault[] = [];

  add(fault: z.input<typeof faultSchema>) {
    this.pending.push(faultSchema.parse(fault));
  }

  all(): readonly Fault[] {
    return this.pending;
  }

  clear() {
    this.pending = [];
  }

  /** The effect for this call, if there is one. Every fault that matches counts the call, whichever is due first. */
  take(
    call: Pick<Call, 'system' | 'operation' | 'write'>,
  ): Fault['effect'] | undefined {
    const matching = this.pending.filter(fault => matches(fault, call));
    const due = matching.find(fault => fault.skip === 0);
    for (const fault of matching) {
      if (fault.skip > 0) fault.skip -= 1;
    }
    if (!due) return undefined;
    due.times -= 1;
    if (due.times === 0) {
      this.pending = this.pending.filter(fault => fault !== due);
    }
    return due.effect;
  }
}

function matches(
  { system, operation, write }: Fault,
  call: Pick<Call, 'system' | 'operation' | 'write'>,
) {
  return (
    (system ?? call.system) === call.system &&
    (operation ?? call.operation) === call.operation &&
    (write ?? call.write) === call.write
  );
}

/** The code that a system's errors of this status usually have. */
export function usualCode(system: System, status: number): string {
  return usualCodes[system][status] ?? usualCodes[system].other;
}

const query = {
  400: 'ValidationError',
  403: 'AccessDenied',
  404: 'NoSuchEntity',
  409: 'ConcurrentModification',
  429: 'Throttling',
  500: 'InternalFailure',
  503: 'ServiceUnavailable',
  other: 'InternalFailure',
};

const usualCodes: Record<System, Record<number, string> & { other: string }> = {
  sts: query,
  iam: { ...query, 500: 'ServiceFailure', other: 'ServiceFailure' },
  ec2: {
    400: 'InvalidParameterValue',
    403: 'UnauthorizedOperation',
    500: 'InternalError',
    503: 'Unavailable',
    other: 'InternalError',
  },
  eks: {
    400: 'InvalidParameterException',
    403: 'AccessDeniedException',
    404: 'ResourceNotFoundException',
    409: 'ResourceInUseException',
    428: 'ResourcePropagationDelayException',
    429: 'ThrottlingException',
    500: 'ServerException',
    503: 'ServiceUnavailableException',
    other: 'ServerException',
  },
  humanitec: { other: 'API-000' },
  kubernetes: {
    400: 'BadRequest',
    401: 'Unauthorized',
    403: 'Forbidden',
    404: 'NotFound',
    409: 'Conflict',
    422: 'Invalid',
    429: 'TooManyRequests',
    500: 'InternalError',
    503: 'ServiceUnavailable',
    other: 'InternalError',
  },
};
