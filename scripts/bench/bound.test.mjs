// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundSeconds, chain } from './bound.mjs';

const timings = {
  iamPropagation: 5,
  clusterCreate: 60,
  accessEntryPropagation: 3,
  nodeStart: 10,
  podStart: 3,
};

test('the bound is the sum of all waits and of one call after the other', () => {
  const calls = chain.filter(({ call }) => call).length;
  assert.equal(boundSeconds(timings, 0), 81);
  assert.equal(boundSeconds(timings, 1), 81 + calls);
});

test('each wait counts once', () => {
  for (const wait of /** @type {(keyof typeof timings)[]} */ (
    Object.keys(timings)
  )) {
    const longer = { ...timings, [wait]: timings[wait] + 7 };
    assert.equal(boundSeconds(longer, 0), 88, wait);
  }
});
