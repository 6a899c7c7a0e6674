// @ts-check
/** What these scripts say, always on standard error: standard output belongs to results. */

/** An error whose message is written for the person at the terminal. */
export class Problem extends Error {
  name = 'Problem';
}

/** @param {string} [line] */
export function say(line = '') {
  process.stderr.write(`${line}\n`);
}

/** Spells a time, given in milliseconds: "8 s", "2 min 5 s". @param {number} ms */
export function duration(ms) {
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}
