// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tableOf } from './figures.mjs';

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
