import { BindingReport } from 'backstage-plugin-humanitec-eks-common';
import { healthOf } from './healthOf';

const now = Date.parse('2026-11-24T15:00:00Z');

describe('the health of a binding', () => {
  it.each([
    [{ ready: 2, wanted: 2 }, 'running'],
    [{ ready: 1, wanted: 2 }, 'partly'],
    [{ ready: 0, wanted: 2 }, 'stopped'],
    // Scaled to zero: nothing leads to the cluster.
    [{ ready: 0, wanted: 0 }, 'stopped'],
    [undefined, 'notKnown'],
  ])('tells of an agent with %j that it is %s', (agent, state) => {
    expect(healthOf({ agent }, now).agent.state).toBe(state);
  });

  it.each([
    ['2028-08-24', { state: 'valid', days: 639, rotateBy: '2028-07-25' }],
    ['2026-12-25', { state: 'valid', days: 31, rotateBy: '2026-11-25' }],
    ['2026-12-24', { state: 'due', days: 30, rotateBy: '2026-11-24' }],
    ['2026-11-24', { state: 'due', days: 0 }],
    ['2026-11-23', { state: 'expired', days: -1 }],
    [undefined, { state: 'notKnown' }],
  ])(
    'tells of a key that expires on %s when it is to be rotated',
    (keyExpires, key) => {
      const agent = { ready: 2, wanted: 2, keyExpires };
      expect(healthOf({ agent }, now).key).toMatchObject(key);
    },
  );

  it.each<[BindingReport['version'], string]>([
    [version('2027-08-02', '2028-08-02'), 'supported'],
    [version('2027-01-23', '2028-01-23'), 'ending'],
    [version('2026-11-24', '2027-11-24'), 'ending'],
    [version('2026-11-23', '2027-11-23'), 'extended'],
    [version('2025-11-23', '2026-11-23'), 'ended'],
    // Whoever pays for standard support only has none afterwards.
    [version('2026-11-23', '2027-11-23', 'STANDARD'), 'ended'],
    [version('2026-11-23'), 'ended'],
    [version(), 'noDates'],
    [undefined, 'notKnown'],
  ])('tells of Kubernetes %j that it is %s', (given, state) => {
    expect(healthOf({ version: given }, now).kubernetes.state).toBe(state);
  });

  it.each([
    ['ready', 'ready'],
    ['notReady', 'notReady'],
    [undefined, 'notKnown'],
  ] as const)('tells of an Operator that is %s', (operator, state) => {
    expect(healthOf({ operator }, now).operator.state).toBe(state);
  });
});

function version(
  standardSupportEnds?: string,
  extendedSupportEnds?: string,
  supportType: 'STANDARD' | 'EXTENDED' = 'EXTENDED',
): BindingReport['version'] {
  return {
    current: '1.34',
    standardSupportEnds,
    extendedSupportEnds,
    supportType,
  };
}
