import { NOT_LOOKED_AT, Verdict } from 'backstage-plugin-humanitec-eks-common';

/** What a cluster is counted and filtered under: its verdict, or that there is none yet. */
export type FleetVerdict = Verdict | typeof NOT_LOOKED_AT;

/** The most urgent first. */
export const fleetVerdicts: readonly FleetVerdict[] = [
  'broken',
  'unknown',
  'differs',
  'notBound',
  'ready',
  NOT_LOOKED_AT,
];

export function isFleetVerdict(text: string): text is FleetVerdict {
  return fleetVerdicts.some(verdict => verdict === text);
}
