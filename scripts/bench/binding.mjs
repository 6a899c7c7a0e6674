// @ts-check
/** The report of one cluster's binding, as its page asks for it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { clustersInCatalog } from './backstage.mjs';
import { findLongestChain, namesOf } from './longestChain.mjs';
import { percentile, round, summary, timed } from './times.mjs';

const COLD_CLUSTERS = 10;
const WARM_REQUESTS = 200;
const VIEWERS = 200;
/** So long after a fresh reading was begun, others that want a fresh one share it. */
const SHARED_MS = 2_100;

/**
 * @typedef {object} Measured
 * @property {import('./backstage.mjs').Backstage} backstage
 * @property {ReturnType<typeof import('./sandboxCalls.mjs').sandboxCalls>} calls
 * @property {number} latencySeconds
 */

/** @param {Measured} measured */
export async function measureBinding(measured) {
  const { backstage, calls, latencySeconds } = measured;
  const { cold, warm, firstOfAll, path, paths } = await measureLooks(measured);
  const look = (/** @type {string} */ one) => backstage.get(one);
  const chain = await chainOf(path, { look, calls, latencySeconds });
  await calls.delayAll(latencySeconds);
  return {
    cold: {
      ...cold,
      chain,
      limitMs: 1.5 * chain.length * latencySeconds * 1000,
    },
    firstOfAll,
    warm,
    viewers: await measureViewers(paths[COLD_CLUSTERS], look, calls),
  };
}

/** Of those that no trouble holds up; where there are others, not of the first of all, which also gets credentials. @param {Measured} measured */
export async function measureLooks({ backstage, calls, latencySeconds }) {
  const paths = (await clustersInCatalog(backstage)).map(pathOf);
  const look = (/** @type {string} */ path) => backstage.get(path);
  await calls.delayAll(latencySeconds);

  /** @type {Cold[]} */
  const looks = [];
  for (const path of paths.slice(0, COLD_CLUSTERS)) {
    looks.push(await lookCold(path, look, calls));
  }
  const ready = looks.filter(({ verdict }) => verdict === 'ready');
  const cold = ready.length > 1 ? ready.filter(one => one !== looks[0]) : ready;
  if (cold.length === 0) {
    const verdicts = looks.map(({ verdict }) => verdict).join(', ');
    throw new Error(`no binding is ready: ${verdicts}`);
  }
  const [{ path, names }] = cold;
  await look(path);
  const warm = [];
  for (let request = 0; request < WARM_REQUESTS; request += 1) {
    warm.push(await timed(() => look(path)));
  }
  const times = cold.map(({ ms }) => ms);
  return {
    cold: {
      clusters: cold.length,
      p50Ms: round(percentile(times, 0.5)),
      maxMs: round(Math.max(...times)),
      // The first of its account, region or organization asks what the others then know.
      calls: percentile(
        cold.map(({ made }) => made),
        0.5,
      ),
      maxCalls: Math.max(...cold.map(({ made }) => made)),
      names,
    },
    firstOfAll: { ms: round(looks[0].ms), calls: looks[0].made },
    warm: summary(warm),
    path,
    paths,
  };
}

/**
 * @typedef {object} Cold
 * @property {string} path
 * @property {string} verdict
 * @property {number} ms
 * @property {number} made calls in all
 * @property {string[]} names of all calls
 */

/**
 * @param {string} path
 * @param {(path: string) => Promise<any>} look
 * @param {ReturnType<typeof import('./sandboxCalls.mjs').sandboxCalls>} calls
 * @returns {Promise<Cold>}
 */
async function lookCold(path, look, calls) {
  await calls.clear();
  let verdict = '';
  const ms = await timed(async () => {
    verdict = (await look(path)).verdict;
  });
  const all = await calls.all();
  return { path, verdict, ms, made: all.length, names: namesOf(all) };
}

/**
 * @param {string} path
 * @param {object} measured
 * @param {(path: string) => Promise<any>} measured.look
 * @param {ReturnType<typeof import('./sandboxCalls.mjs').sandboxCalls>} measured.calls
 * @param {number} measured.latencySeconds
 */
async function chainOf(path, { look, calls, latencySeconds }) {
  let begun = performance.now();
  const fresh = async (
    /** @type {Parameters<typeof calls.delayAll>[1]} */ held,
  ) => {
    await sleep(begun + SHARED_MS - performance.now());
    await calls.delayAll(latencySeconds, held);
    await calls.clear();
    begun = performance.now();
    await look(`${path}?fresh=true`);
    return calls.all();
  };
  const made = await fresh(undefined);
  const workMs = performance.now() - begun;
  return findLongestChain(
    made,
    (held, seconds) => fresh({ ...held, seconds }),
    workMs,
  );
}

/**
 * @param {string} path of a cluster that nobody has looked at
 * @param {(path: string) => Promise<any>} look
 * @param {ReturnType<typeof import('./sandboxCalls.mjs').sandboxCalls>} calls
 */
async function measureViewers(path, look, calls) {
  await calls.clear();
  const ms = await timed(() =>
    Promise.all(Array.from({ length: VIEWERS }, () => look(path))),
  );
  const made = (await calls.all()).length;
  await sleep(SHARED_MS);
  const alone = await lookCold(`${path}?fresh=true`, look, calls);
  return {
    viewers: VIEWERS,
    ms: round(ms),
    calls: made,
    fanOuts: Math.round((10 * made) / alone.made) / 10,
  };
}

/** @param {{ kind: string, metadata: { namespace: string, name: string } }} entity */
function pathOf({ kind, metadata: { namespace, name } }) {
  return `/api/humanitec-eks/v1/entity/${namespace}/${kind.toLowerCase()}/${name}/binding`;
}
