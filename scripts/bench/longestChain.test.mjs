// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findLongestChain, longestChain } from './longestChain.mjs';

test('the longest chain is that of calls which wait for each other', () => {
  const chain = longestChain(
    ['account', 'role', 'policy', 'cluster', 'pods'],
    [
      { held: 'account', late: ['role', 'policy'] },
      { held: 'role', late: ['policy'] },
      { held: 'policy', late: [] },
      { held: 'cluster', late: ['pods'] },
      { held: 'pods', late: [] },
    ],
  );
  assert.deepEqual(chain, ['account', 'role', 'policy']);
});

test('a call that was never held up is told, since its chain is not known', () => {
  assert.throws(
    () => longestChain(['account', 'role'], [{ held: 'role', late: [] }]),
    /could not be held up: account/,
  );
});

test('what begins only after the answer of a call that is held up depends on it', async () => {
  const at = (/** @type {number} */ ms) => new Date(ms).toISOString();
  const call = (
    /** @type {string} */ operation,
    /** @type {string} */ resource,
    /** @type {number} */ ms,
  ) => ({ system: 'iam', operation, resource, at: at(ms) });
  /** GetRole of b begins when that of a is answered; ListRoles waits for nobody. */
  const work = (/** @type {Record<string, number>} */ takes) => [
    call('GetRole', 'a', 0),
    call('ListRoles', 'all', 1),
    call('GetRole', 'b', takes.a ?? 50),
  ];

  const chain = await findLongestChain(
    work({}),
    async ({ operation, skip }, seconds) =>
      work(operation === 'GetRole' && skip === 0 ? { a: seconds * 1000 } : {}),
    100,
  );

  assert.deepEqual(chain, ['iam GetRole a', 'iam GetRole b']);
});
