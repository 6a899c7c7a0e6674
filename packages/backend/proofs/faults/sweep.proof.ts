import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chosen } from '../chosen';
import { flowIds } from './flows';
import { faultIds, faultTitles } from './kinds';
import type { Pair } from './pair';
import { sweep } from './sweep';

/** Every call that may change something; reads, too, with FAULTS_ALL. */
function isWanted({ call }: Pair): boolean {
  return call.write || process.env.FAULTS_ALL !== undefined;
}

test('whatever fails in a call, the same input again completes what was begun', async t => {
  const { calls, pairs } = await sweep(
    (pair, name) => isWanted(pair) && chosen(name),
  );
  assert.notEqual(pairs.length, 0, 'no pair is chosen');
  for (const flow of flowIds) {
    const ofFlow = pairs.filter(({ pair }) => pair.call.flow === flow);
    const byFault = faultIds.map(
      fault =>
        `${faultTitles[fault]} ${
          ofFlow.filter(({ pair }) => pair.fault === fault).length
        }`,
    );
    const made = calls.filter(call => call.flow === flow).length;
    t.diagnostic(
      `${flow}: ${made} calls, ${ofFlow.length} pairs (${byFault.join(', ')})`,
    );
  }
  for (const { name, verdict } of pairs) {
    await t.test(name, async () => {
      const { problem, told } = await verdict;
      assert.equal(problem, undefined, `${problem}\n${told ?? ''}`);
    });
  }
});
