// How much an account may have (IAM User Guide, IAM and STS quotas). Sizes are in characters other than white space.
import { z } from 'zod';

const count = z.number().int().nonnegative();

export const quotasSchema = z.strictObject({
  roles: count,
  /** Customer managed policies. */
  policies: count,
  /** EKS clusters, in each region. */
  clusters: count,
});

export type Quotas = z.output<typeof quotasSchema>;

/** Until somebody has them raised, or a test lowered. */
export const defaultQuotas: Quotas = {
  roles: 1000,
  policies: 1500,
  clusters: 100,
};

export const fixedQuotas = {
  policiesPerRole: 10,
  versionsPerPolicy: 5,
  policySize: 6144,
  /** All inline policies of a role together. */
  inlinePolicySize: 10240,
  trustPolicySize: 2048,
};
