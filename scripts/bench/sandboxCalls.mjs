// @ts-check
/** What a sandbox is asked, and how long it takes for it. */

/** @param {string} url of the sandbox */
export function sandboxCalls(url) {
  const controls = `${url}/_sandbox`;
  return {
    /** Every call from now on takes so long. @param {number} seconds */
    async delayAll(seconds) {
      const response = await fetch(`${controls}/faults`, {
        method: 'POST',
        body: JSON.stringify({
          times: 1_000_000,
          effect: { kind: 'delay', seconds },
        }),
      });
      if (!response.ok) throw new Error(await response.text());
    },
    async clear() {
      await fetch(`${controls}/calls`, { method: 'DELETE' });
    },
    /** @returns {Promise<Record<string, number>>} by system */
    async count() {
      const calls = await (await fetch(`${controls}/calls`)).json();
      /** @type {Record<string, number>} */
      const counts = {};
      for (const { system } of calls) {
        counts[system] = (counts[system] ?? 0) + 1;
      }
      return counts;
    },
  };
}
