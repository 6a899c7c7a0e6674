import {
  BindingReport,
  KEY_ROTATION_MARGIN_DAYS,
} from 'backstage-plugin-humanitec-eks-common';

const DAY_MS = 24 * 60 * 60 * 1000;

/** So long before the end of standard support an upgrade should be planned. */
const SUPPORT_MARGIN_DAYS = 60;

/** What wears out, or stops running, without anybody changing the binding. Days are `2027-03-23`. */
export interface Health {
  agent:
    | { state: 'running' | 'partly' | 'stopped'; ready: number; wanted: number }
    | { state: 'notKnown' };
  key:
    | {
        state: 'valid' | 'due' | 'expired';
        days: number;
        expires: string;
        rotateBy: string;
      }
    | { state: 'notKnown' };
  kubernetes:
    | {
        state: 'supported' | 'ending' | 'ended';
        version: string;
        days: number;
        ends: string;
      }
    | { state: 'extended'; version: string; ends: string; extendedEnds: string }
    | { state: 'noDates'; version: string }
    | { state: 'notKnown' };
  operator: { state: NonNullable<BindingReport['operator']> | 'notKnown' };
}

/** @param now - milliseconds since the epoch */
export function healthOf(
  report: Pick<BindingReport, 'agent' | 'version' | 'operator'>,
  now: number,
): Health {
  return {
    agent: agentOf(report),
    key: keyOf(report, now),
    kubernetes: kubernetesOf(report, now),
    operator: { state: report.operator ?? 'notKnown' },
  };
}

function agentOf({ agent }: Pick<BindingReport, 'agent'>): Health['agent'] {
  if (!agent) return { state: 'notKnown' };
  const { ready, wanted } = agent;
  if (ready === 0) return { state: 'stopped', ready, wanted };
  return { state: ready < wanted ? 'partly' : 'running', ready, wanted };
}

function keyOf(
  { agent }: Pick<BindingReport, 'agent'>,
  now: number,
): Health['key'] {
  const expires = agent?.keyExpires;
  if (!expires) return { state: 'notKnown' };
  const days = daysUntil(expires, now);
  const rotateBy = new Date(
    Date.parse(expires) - KEY_ROTATION_MARGIN_DAYS * DAY_MS,
  )
    .toISOString()
    .slice(0, 10);
  if (days < 0) return { state: 'expired', days, expires, rotateBy };
  const state = days <= KEY_ROTATION_MARGIN_DAYS ? 'due' : 'valid';
  return { state, days, expires, rotateBy };
}

function kubernetesOf(
  { version }: Pick<BindingReport, 'version'>,
  now: number,
): Health['kubernetes'] {
  if (!version) return { state: 'notKnown' };
  const {
    current,
    standardSupportEnds: ends,
    extendedSupportEnds: extendedEnds,
    supportType,
  } = version;
  if (!ends) return { state: 'noDates', version: current };
  const days = daysUntil(ends, now);
  const known = { version: current, days, ends };
  if (days > SUPPORT_MARGIN_DAYS) return { state: 'supported', ...known };
  if (days >= 0) return { state: 'ending', ...known };
  const isExtended = supportType !== 'STANDARD' && extendedEnds;
  return isExtended && daysUntil(extendedEnds, now) >= 0
    ? { state: 'extended', version: current, ends, extendedEnds }
    : { state: 'ended', ...known };
}

/** Whole days; 0 on the day itself, negative after it. */
function daysUntil(day: string, now: number): number {
  return Math.floor(Date.parse(day) / DAY_MS) - Math.floor(now / DAY_MS);
}
