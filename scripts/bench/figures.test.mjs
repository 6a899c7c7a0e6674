// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onboardingFigures, tableOf } from './figures.mjs';

test('each line says what, the figure, its goal and whether it is met', () => {
  const table = tableOf([
    { what: 'warm', value: 20, unit: 'ms', goal: 20 },
    { what: 'calls', value: 31, unit: 'calls', goal: 30 },
    { what: 'whole run', value: 7, unit: 's' },
  ]);
  assert.deepEqual(
    table.split('\n').map(line => line.split(/ {2,}/)),
    [
      ['warm', '20 ms', 'at most 20 ms', 'met'],
      ['calls', '31 calls', 'at most 30 calls', 'NOT MET'],
      ['whole run', '7 s', 'no goal'],
    ],
  );
});

/** What is measured of onboardings, all goals met, except for what is given. */
function told(
  /** @type {{ one?: number, idle?: number, calls?: number, atOnce?: number }} */ given,
) {
  const { one = 84, idle = 2.5, calls = 39, atOnce = 90 } = given;
  return tableOf(
    onboardingFigures({
      bound: 81.5,
      one: {
        id: 'x',
        steps: [],
        calls: {},
        entityRef: undefined,
        seconds: one,
      },
      idle: {
        seconds: idle,
        runs: [idle],
        betweenCalls: 0.5,
        calls: {},
        madeCalls: calls,
        reviews: 20,
      },
      runbook: {
        seconds: 120,
        way: 'the AWS CLI',
        steps: [],
        verdict: { verdict: 'ready', parts: {} },
      },
      atOnce: { onboardings: 10, seconds: atOnce, p50Seconds: atOnce },
    }),
  )
    .split('\n')
    .filter(line => line.endsWith('NOT MET'));
}

test('an onboarding that waits longer than it must has missed its goal', () => {
  assert.deepEqual(told({}), []);
  // As with looks at the cluster that are 30 s apart.
  const [line, ...others] = told({ one: 81.5 + 30, atOnce: 120 });
  assert.match(
    line,
    /^one onboarding by the template .*111\.5 s.*at most 85\.6 s/,
  );
  assert.deepEqual(others, []);
});

test('a run with nothing to do that takes its time, or asks much, has missed its goals', () => {
  assert.equal(told({ idle: 3.1 }).length, 1);
  assert.equal(told({ calls: 41 }).length, 1);
});

test('ten onboardings that hold each other up have missed their goal', () => {
  assert.equal(told({ atOnce: 84 * 1.3 }).length, 1);
});
