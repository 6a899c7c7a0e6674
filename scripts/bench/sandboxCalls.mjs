// @ts-check
/** What a sandbox is asked, and how long it takes for it. */

/**
 * @typedef {object} Call
 * @property {string} at         when it came, ISO 8601
 * @property {string} system     sts, iam, eks, ec2, humanitec or kubernetes
 * @property {string} operation  the vendor's own name for it
 * @property {string} [resource] what was called on
 */

/** @param {string} url of the sandbox */
export function sandboxCalls(url) {
  const controls = `${url}/_sandbox`;
  /** @returns {Promise<Call[]>} in the order in which they came */
  const all = async () => (await fetch(`${controls}/calls`)).json();
  const addFault = async (/** @type {object} */ fault) => {
    const response = await fetch(`${controls}/faults`, {
      method: 'POST',
      body: JSON.stringify(fault),
    });
    if (!response.ok) throw new Error(await response.text());
  };
  return {
    all,
    /**
     * Every call from now on takes so long, and one of them longer.
     * @param {number} seconds
     * @param {{ system: string, operation: string, skip: number, seconds: number }} [held]
     *   after `skip` others of its kind
     */
    async delayAll(seconds, held) {
      await fetch(`${controls}/faults`, { method: 'DELETE' });
      if (held) {
        const { seconds: longer, ...which } = held;
        await addFault({
          ...which,
          effect: { kind: 'delay', seconds: longer },
        });
      }
      if (seconds > 0) {
        await addFault({
          times: 1_000_000,
          effect: { kind: 'delay', seconds },
        });
      }
    },
    /** Changes how long things take. @param {Record<string, number>} timings seconds */
    async setTimings(timings) {
      const response = await fetch(`${controls}/timings`, {
        method: 'PATCH',
        body: JSON.stringify(timings),
      });
      if (!response.ok) throw new Error(await response.text());
    },
    async clear() {
      await fetch(`${controls}/calls`, { method: 'DELETE' });
    },
    /** @returns {Promise<Record<string, number>>} by system */
    async count() {
      /** @type {Record<string, number>} */
      const counts = {};
      for (const { system } of await all()) {
        counts[system] = (counts[system] ?? 0) + 1;
      }
      return counts;
    },
  };
}
