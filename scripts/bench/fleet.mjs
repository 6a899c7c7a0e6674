// @ts-check
/**
 * Figures of a fleet of a thousand bound clusters, as JSON on standard output:
 * every call of AWS, Humanitec and Kubernetes takes 50 ms.
 *
 *   node scripts/bench/fleet.mjs [clusters]
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { setUp } from '../setup/setup.mjs';
import { readClusters } from '../stack/fillSandbox.mjs';
import { freePorts } from '../stack/ports.mjs';
import { stopAll } from '../stack/processes.mjs';
import { startStack } from '../stack/stack.mjs';
import { sandboxCalls } from './sandboxCalls.mjs';

const LATENCY_SECONDS = 0.05;
const REQUESTS = 200;
const PATIENCE_MS = 2 * 60_000;

const clusters = readClusters(process.argv[2] ?? '1000') ?? 0;
try {
  console.log(JSON.stringify(await measureFleet(clusters), null, 2));
} finally {
  await stopAll();
}

/** @param {number} count */
async function measureFleet(count) {
  const toolchain = await setUp();
  const filling = performance.now();
  const stack = await startStack(toolchain, {
    ports: await freePorts(),
    app: false,
    clusters: count,
    logName: 'bench-fleet',
  });
  const started = secondsSince(filling);
  const { backend, sandbox } = stack.urls;
  const get = await signedIn(backend);
  const calls = sandboxCalls(sandbox);

  const provided = performance.now();
  await until(async () => (await clustersInCatalog(get)) >= count);
  const catalog = secondsSince(provided);

  await calls.delayAll(LATENCY_SECONDS);
  await calls.clear();
  const looking = performance.now();
  await until(async () => {
    const fleet = await get('/api/humanitec-eks/v1/bindings?limit=1');
    return !fleet.refreshing && !fleet.counts.verdict.notLookedAt;
  });
  const refresh = secondsSince(looking);
  const made = await calls.count();
  const { counts } = await get('/api/humanitec-eks/v1/bindings?limit=1');
  const result = {
    clusters: count,
    latencyMs: LATENCY_SECONDS * 1000,
    stackStartedSeconds: started,
    catalogFilledSeconds: catalog,
    fullRefresh: {
      seconds: refresh,
      calls: made,
      callsPerCluster: {
        aws: round(made.eks / count),
        kubernetes: round((made.kubernetes ?? 0) / count),
      },
      verdicts: counts.verdict,
    },
    warm: await measureWarm(get),
  };
  await stack.stop();
  return result;
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
    const start = performance.now();
    await get(
      `/api/humanitec-eks/v1/bindings?${queries[request % queries.length]}`,
    );
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const percentile = (/** @type {number} */ share) =>
    Math.round(times[Math.ceil(share * times.length) - 1]);
  return {
    requests: REQUESTS,
    p50Ms: percentile(0.5),
    p95Ms: percentile(0.95),
    maxMs: percentile(1),
  };
}

/** @param {(path: string) => Promise<any>} get */
async function clustersInCatalog(get) {
  const entities = await get(
    '/api/catalog/entities?filter=kind=resource,spec.type=kubernetes-cluster,metadata.annotations.humanitec-eks/cluster-name&fields=metadata.name',
  );
  return entities.length;
}

/**
 * As the guest of app-config.
 * @param {string} backend
 * @returns {Promise<(path: string) => Promise<any>>}
 */
async function signedIn(backend) {
  const { backstageIdentity } = await json(`${backend}/api/auth/guest/refresh`);
  return path => json(`${backend}${path}`, backstageIdentity.token);
}

/** @param {string} url @param {string} [token] */
async function json(url, token) {
  const response = await fetch(url, {
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });
  if (!response.ok) {
    throw new Error(`${url}: ${response.status} ${await response.text()}`);
  }
  return response.json();
}

/** @param {() => Promise<boolean>} isSo */
async function until(isSo) {
  const start = performance.now();
  while (!(await isSo())) {
    if (performance.now() - start > PATIENCE_MS) {
      throw new Error('What was waited for did not come about.');
    }
    await sleep(250);
  }
}

/** @param {number} start */
function secondsSince(start) {
  return round((performance.now() - start) / 1000);
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 100) / 100;
}
