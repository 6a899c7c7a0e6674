// @ts-check
/** All bound clusters at once, as the page of all asks for them. */
import { until } from './backstage.mjs';
import { round, summary, timed } from './times.mjs';

const REQUESTS = 200;

/**
 * @param {object} measured
 * @param {import('./backstage.mjs').Backstage} measured.backstage
 * @param {ReturnType<typeof import('./sandboxCalls.mjs').sandboxCalls>} measured.calls
 * @param {number} measured.latencySeconds
 * @param {number} measured.clusters how many are in the catalog
 */
export async function measureFleet({
  backstage: { get },
  calls,
  latencySeconds,
  clusters,
}) {
  await calls.delayAll(latencySeconds);
  await calls.clear();
  const ms = await timed(() =>
    until(async () => {
      const fleet = await get('/api/humanitec-eks/v1/bindings?limit=1');
      return !fleet.refreshing && !fleet.counts.verdict.notLookedAt;
    }),
  );
  const { humanitec, kubernetes = 0, eks, ...others } = await calls.count();
  const { counts } = await get('/api/humanitec-eks/v1/bindings?limit=1');
  return {
    clusters,
    fullRefresh: {
      seconds: round(ms / 1000),
      calls: { humanitec, kubernetes, eks, ...others },
      callsPerCluster: {
        aws: round(eks / clusters),
        kubernetes: round(kubernetes / clusters),
      },
      verdicts: counts.verdict,
    },
    warm: await measureWarm(get),
  };
}

/** @param {(path: string) => Promise<any>} get */
async function measureWarm(get) {
  const queries = [
    '',
    'sort=title&limit=200',
    'verdict=broken&verdict=unknown',
    'search=payments',
    'region=eu-west-1&sort=kubernetesVersion&order=desc',
    'envType=production&awsAccountId=444455556666',
    'offset=500&limit=100',
    'sort=observedAt&order=desc&limit=20',
  ];
  /** @type {number[]} */
  const times = [];
  for (let request = 0; request < REQUESTS; request += 1) {
    const query = queries[request % queries.length];
    times.push(
      await timed(() => get(`/api/humanitec-eks/v1/bindings?${query}`)),
    );
  }
  return summary(times);
}
