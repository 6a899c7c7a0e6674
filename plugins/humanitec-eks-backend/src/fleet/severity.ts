import type { Verdict } from 'backstage-plugin-humanitec-eks-common';

/** The worst first; what cannot be told comes before what is known to work. */
export const SEVERITY: Record<Verdict, number> = {
  broken: 0,
  unknown: 1,
  differs: 2,
  notBound: 3,
  ready: 4,
};
