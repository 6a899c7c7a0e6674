// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepTimes } from './tasks.mjs';

test('a step takes from the event of its beginning to that of its end; one that was skipped takes nothing', () => {
  const event = (
    /** @type {number} */ second,
    /** @type {string} */ stepId,
    /** @type {string} */ status,
  ) => ({
    createdAt: new Date(second * 1000).toISOString(),
    body: { stepId, status },
  });
  assert.deepEqual(
    stepTimes(
      [{ id: 'await' }, { id: 'verify' }, { id: 'revoke' }],
      [
        event(1, 'await', 'processing'),
        event(61, 'await', 'completed'),
        event(61, 'verify', 'processing'),
        event(63, 'verify', 'completed'),
        event(63, 'revoke', 'skipped'),
      ],
    ),
    [
      { id: 'await', seconds: 60 },
      { id: 'verify', seconds: 2 },
    ],
  );
});
