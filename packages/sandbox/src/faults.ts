import { z } from 'zod';

/** What to do to the next `times` calls that match, after letting `skip` of them pass. */
export const faultSchema = z.object({
  system: z.enum(['sts', 'iam', 'eks', 'humanitec', 'kubernetes']),
  /** The operation's name as in the call log; every operation when left out. */
  operation: z.string().optional(),
  times: z.number().int().positive().default(1),
  skip: z.number().int().nonnegative().default(0),
  effect: z.discriminatedUnion('kind', [
    /** Answered with the system's own error envelope, without doing anything. */
    z.object({
      kind: z.literal('error'),
      status: z.number().int().min(400).max(599),
      code: z.string(),
      message: z.string(),
    }),
    /** The connection breaks, before or after the call took effect. */
    z.object({ kind: z.literal('reset'), after: z.boolean().default(false) }),
    /** No answer for that long; then it is carried out as usual. */
    z.object({ kind: z.literal('delay'), seconds: z.number().positive() }),
    /** Status 200 and a body that no parser accepts. */
    z.object({ kind: z.literal('garbage') }),
  ]),
});

export type Fault = z.infer<typeof faultSchema>;

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

  /** The effect for this call, if there is one; counts it. */
  take(system: string, operation: string): Fault['effect'] | undefined {
    for (const fault of this.pending) {
      if (fault.system !== system) continue;
      if (fault.operation && fault.operation !== operation) continue;
      if (fault.skip > 0) {
        fault.skip -= 1;
        continue;
      }
      fault.times -= 1;
      if (fault.times === 0) {
        this.pending = this.pending.filter(other => other !== fault);
      }
      return fault.effect;
    }
    return undefined;
  }
}
