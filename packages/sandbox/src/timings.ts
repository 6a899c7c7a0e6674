import { z } from 'zod';

const seconds = z.number().nonnegative();

/** How long things take, in seconds. The real systems are slower; the proportions are theirs. */
export const timingsSchema = z.strictObject({
  /** CreateCluster until ACTIVE (really about 15 minutes). */
  clusterCreate: seconds,
  /** UpdateClusterConfig until the update is over. */
  clusterUpdate: seconds,
  /** DeleteCluster until gone. */
  clusterDelete: seconds,
  /** A new or changed IAM role cannot be assumed, or passed to EKS, before this. */
  iamPropagation: seconds,
  /** A new or changed access entry takes no effect before this. */
  accessEntryPropagation: seconds,
  /** EKS Auto Mode brings the first node for a pending pod. */
  nodeStart: seconds,
  /** A scheduled pod becomes Ready. */
  podStart: seconds,
});

export type Timings = z.infer<typeof timingsSchema>;

export const defaultTimings: Timings = {
  clusterCreate: 30,
  clusterUpdate: 8,
  clusterDelete: 15,
  iamPropagation: 5,
  accessEntryPropagation: 3,
  nodeStart: 8,
  podStart: 3,
};

/** For tests that are not about waiting. */
export const instantTimings: Timings = scaled(defaultTimings, 0);

/** Every time multiplied by the factor. */
export function scaled(timings: Timings, factor: number): Timings {
  return timingsSchema.parse(
    Object.fromEntries(
      Object.entries(timings).map(([name, time]) => [name, time * factor]),
    ),
  );
}
