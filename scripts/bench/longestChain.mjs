// @ts-check
/**
 * The longest chain of calls that depend on each other. Which depend on which is
 * found by trying: one call after the other is held up, and what then begins
 * only after its answer has waited for it.
 */

/**
 * @typedef {object} Tried
 * @property {string} held   the call that was held up
 * @property {string[]} late those that began after its answer only
 */

/**
 * @param {import('./sandboxCalls.mjs').Call[]} calls of one piece of work, in order
 * @param {(held: { system: string, operation: string, skip: number }, seconds: number) => Promise<import('./sandboxCalls.mjs').Call[]>} again
 *   does the same once more while that call takes so many seconds
 * @param {number} workMs how long the work takes when nothing is held up
 * @returns {Promise<string[]>} the chain, first call first
 */
export async function findLongestChain(calls, again, workMs) {
  // Whatever does not depend on the call has begun long before its answer.
  const seconds = Math.max(1, (3 * workMs) / 1000);
  /** @type {Tried[]} */
  const tries = [];
  for (const [index, { system, operation }] of calls.entries()) {
    const isAlike = isOf(system, operation);
    const skip = calls.slice(0, index).filter(isAlike).length;
    const made = await again({ system, operation, skip }, seconds);
    const held = made.filter(isAlike)[skip];
    if (!held) throw new Error(`${system} ${operation} was not made again`);
    const answered = Date.parse(held.at) + seconds * 1000 - CLOCK_MS;
    const names = namesOf(made);
    tries.push({
      held: names[made.indexOf(held)],
      late: names.filter((_, i) => Date.parse(made[i].at) >= answered),
    });
  }
  return longestChain(namesOf(calls), tries);
}

/** Timers may be that early. */
const CLOCK_MS = 5;

/** @param {string} system @param {string} operation */
function isOf(system, operation) {
  return (/** @type {import('./sandboxCalls.mjs').Call} */ call) =>
    call.system === system && call.operation === operation;
}

/**
 * A name for each call, the same in every run.
 * @param {import('./sandboxCalls.mjs').Call[]} calls
 */
export function namesOf(calls) {
  /** @type {Map<string, number>} */
  const times = new Map();
  return calls.map(({ system, operation, resource = '' }) => {
    const name = `${system} ${operation} ${resource}`.trim();
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    return time === 1 ? name : `${name} (${time})`;
  });
}

/**
 * @param {string[]} names of all calls
 * @param {Tried[]} tries one a call
 * @returns {string[]}
 */
export function longestChain(names, tries) {
  const untried = names.filter(
    name => !tries.some(({ held }) => held === name),
  );
  if (untried.length > 0) {
    throw new Error(`These calls could not be held up: ${untried.join(', ')}`);
  }
  /** @type {Map<string, string[]>} */
  const known = new Map();
  /** @param {string} name @returns {string[]} the longest chain that ends with it */
  const chainTo = name => {
    const found = known.get(name);
    if (found) return found;
    const before = tries
      .filter(({ held, late }) => held !== name && late.includes(name))
      .map(({ held }) => chainTo(held));
    const chain = [...longest(before), name];
    known.set(name, chain);
    return chain;
  };
  return longest(names.map(chainTo));
}

/** @param {string[][]} chains @returns {string[]} */
function longest(chains) {
  return chains.reduce((a, b) => (b.length > a.length ? b : a), []);
}
