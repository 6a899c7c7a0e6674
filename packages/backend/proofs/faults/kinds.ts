import type { Call, World } from 'sandbox';

type Effect = Parameters<World['faults']['add']>[0]['effect'];

export const faultIds = [
  'error500',
  'throttled',
  'resetBefore',
  'resetAfter',
  'silence',
  'malformed',
  'expired',
  'killed',
] as const;
export type FaultId = (typeof faultIds)[number];

/** What happens to the call, in a few words. */
export const faultTitles: Record<FaultId, string> = {
  error500: 'answered with 500',
  throttled: 'throttled twice',
  resetBefore: 'connection reset before it took effect',
  resetAfter: 'connection reset after it took effect',
  silence: 'never answered',
  malformed: 'answered with what no parser takes',
  expired: 'refused for expired credentials',
  killed: 'process killed when it had taken effect',
};

/** Longer than any limit of the engine, and than the proof. */
const FOREVER_SECONDS = 24 * 3_600;

/** The fault in the sandbox's terms: what it does, and to how many calls in a row. */
export function faultOf(
  id: FaultId,
  system: Call['system'],
): { effect: Effect; times?: number } {
  switch (id) {
    case 'error500':
      return { effect: { kind: 'error', status: 500 } };
    case 'throttled':
      return { effect: { kind: 'error', ...throttling[system] }, times: 2 };
    case 'resetBefore':
      return { effect: { kind: 'reset' } };
    case 'resetAfter':
      return { effect: { kind: 'reset', after: true } };
    case 'silence':
      return { effect: { kind: 'delay', seconds: FOREVER_SECONDS } };
    case 'malformed':
      return { effect: { kind: 'garbage' } };
    case 'expired':
      return { effect: { kind: 'expired' } };
    case 'killed':
      return {
        effect: { kind: 'delay', seconds: FOREVER_SECONDS, after: true },
      };
    default:
      throw new Error(`unknown fault ${id satisfies never}`);
  }
}

/** As each system says that there were too many calls; the Query services do not use 429. */
const throttling: Record<Call['system'], { status: number; code?: string }> = {
  sts: { status: 400, code: 'Throttling' },
  iam: { status: 400, code: 'Throttling' },
  ec2: { status: 503, code: 'RequestLimitExceeded' },
  eks: { status: 429 },
  humanitec: { status: 429 },
  kubernetes: { status: 429 },
};
