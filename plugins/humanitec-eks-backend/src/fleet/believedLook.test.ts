import type { ClusterLook } from 'backstage-plugin-humanitec-eks-node';
import { believedLook } from './believedLook';

const at = (minute: number) => `2026-11-24T09:${minute + 10}:00.000Z`;
const seen = (
  verdict: ClusterLook['verdict'],
  minute: number,
  more: { since?: string; environments?: number } = {},
) => ({ verdict, criteria: [], observedAt: at(minute), ...more });

const READY_LATER = seen('ready', 30);

it.each([
  ['nothing', undefined, undefined, undefined],
  ['the look, without a report', READY_LATER, undefined, READY_LATER],
  ['the report, without a look', undefined, READY_LATER, READY_LATER],
  [
    'a later report, whatever it says',
    seen('broken', 1),
    seen('ready', 2),
    seen('ready', 2),
  ],
  [
    'a later look that finds something worse than the report',
    seen('broken', 2),
    seen('ready', 1),
    seen('broken', 2),
  ],
  [
    'a worse report, while looks find the same as before it',
    seen('ready', 9, { since: at(1) }),
    seen('broken', 2),
    seen('broken', 2, { since: at(1) }),
  ],
  [
    'a later look that has found something new since the report',
    seen('ready', 9, { since: at(3) }),
    seen('broken', 2),
    seen('ready', 9, { since: at(3) }),
  ],
  [
    'a later look rather than a report that could not tell',
    seen('ready', 9),
    seen('unknown', 2),
    seen('ready', 9),
  ],
  [
    'of a report what it tells, and the rest from the look',
    seen('ready', 1, { environments: 3 }),
    seen('differs', 2),
    seen('differs', 2, { environments: 3 }),
  ],
])('a row shows %s', (_, look, report, expected) => {
  expect(believedLook(look, report)).toEqual(expected);
});
