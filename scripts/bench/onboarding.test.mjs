// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secondsUnderWay } from './onboarding.mjs';

test('calls that are made at the same time count once', () => {
  const call = (/** @type {number} */ ms) => ({
    system: 'iam',
    operation: 'GetRole',
    at: new Date(ms).toISOString(),
  });
  assert.equal(secondsUnderWay([0, 0, 20, 500].map(call), 0.05), 0.12);
});
