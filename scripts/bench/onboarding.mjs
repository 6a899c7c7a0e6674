// @ts-check
/** Onboarding by the template, by the runbook, and as fast as can be; again with nothing to do; ten at once. */
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { inRoot } from '../paths.mjs';
import { withSandbox } from '../stack/environment.mjs';
import { until } from './backstage.mjs';
import { boundSeconds } from './bound.mjs';
import { startProvider } from './provider.mjs';
import { runRunbook } from './runbook.mjs';
import { runTask } from './tasks.mjs';
import { percentile, round } from './times.mjs';

const EXAMPLE = 'examples/onboarding/eks-automode-prod.yaml';
/** The proportions of the real systems, at a tenth or so of their time. */
const TIMINGS = {
  iamPropagation: 5,
  clusterCreate: 60,
  accessEntryPropagation: 3,
  nodeStart: 10,
  podStart: 3,
};
const AT_ONCE = 10;
const IDLE_RUNS = 5;

/**
 * @typedef {object} Measured
 * @property {import('./backstage.mjs').Backstage} backstage
 * @property {ReturnType<typeof import('./sandboxCalls.mjs').sandboxCalls>} calls
 * @property {number} latencySeconds
 * @property {string} sandboxUrl
 */

/**
 * The worked example as it is; all others like it, each under a name and for an application of its own.
 *
 * @param {Measured & { toolchain: import('../setup/setup.mjs').Toolchain }} measured
 */
export async function measureOnboarding(measured) {
  const { calls, latencySeconds } = measured;
  const example = await readExample();
  const template = await templateOf(measured, example.template);
  await calls.setTimings(TIMINGS);
  await calls.delayAll(latencySeconds);

  const one = await measureOne(measured, example);
  const idle = await measureIdle(measured, example);
  const values = await likeIt(measured, example.values, 'by-hand');
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'runbook-'));
  try {
    const runbook = await runRunbook({ ...measured, template, values, folder });
    const verdict = await verdictOf(measured.backstage, values);
    return {
      one,
      idle,
      runbook: { ...runbook, verdict },
      bound: round(boundSeconds(TIMINGS, latencySeconds)),
      atOnce: await measureAtOnce(measured, example),
    };
  } finally {
    await fs.rm(folder, { recursive: true });
  }
}

/** One onboarding and one that has nothing to do, in a world that holds others. @param {Measured} measured */
export async function measureOneAmong(measured) {
  const { calls, latencySeconds } = measured;
  const example = await readExample();
  await templateOf(measured, example.template);
  await calls.setTimings(TIMINGS);
  await calls.delayAll(latencySeconds);
  const values = await likeIt(measured, example.values, 'one-more');
  const one = await measureOne(measured, { ...example, values });
  const idle = await measureIdle(measured, { ...example, values });
  return { one, idle };
}

/** @returns {Promise<{ template: string, values: Record<string, any> }>} */
async function readExample() {
  // Not there before set-up.
  const { parse } = await import('yaml');
  return parse(await fs.readFile(inRoot(EXAMPLE), 'utf8'));
}

/** Waits until the catalog has it. @param {Measured} measured @param {string} ref @returns {Promise<any>} */
async function templateOf({ backstage }, ref) {
  const [, namespace, name] = /^template:(.+)\/(.+)$/.exec(ref) ?? [];
  const filter = `kind=template,metadata.namespace=${namespace},metadata.name=${name}`;
  /** @type {any[]} */
  let found = [];
  await until(async () => {
    found = await backstage.get(`/api/catalog/entities?filter=${filter}`);
    return found.length > 0;
  });
  return found[0];
}

/**
 * Values for another cluster, which takes an application of its own.
 *
 * @param {Pick<Measured, 'sandboxUrl'>} measured
 * @param {Record<string, any>} values
 * @param {string} clusterName
 */
async function likeIt({ sandboxUrl }, { names: _, ...values }, clusterName) {
  const { HUMANITEC_API_BASE_URL, HUMANITEC_TOKEN } = withSandbox(
    {},
    sandboxUrl,
  );
  const { envType } = values;
  const response = await fetch(
    `${HUMANITEC_API_BASE_URL}/orgs/${values.organization}/apps`,
    {
      method: 'POST',
      headers: {
        authorization: `Bearer ${HUMANITEC_TOKEN}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        id: clusterName,
        name: clusterName,
        env: { id: envType, name: envType, type: envType },
      }),
    },
  );
  if (!response.ok) throw new Error(await response.text());
  return { ...values, clusterName, appId: clusterName };
}

/** @param {Measured} measured @param {{ template: string, values: object }} what */
async function measureOne({ backstage, calls }, { template, values }) {
  await calls.clear();
  const task = await runTask(backstage, template, { ...values });
  return { ...rounded(task), calls: await calls.count() };
}

/** The same template and values, when all is there. @param {Measured} measured @param {{ template: string, values: object }} what */
async function measureIdle(measured, what) {
  const runs = [];
  for (let run = 0; run < IDLE_RUNS; run += 1) {
    runs.push(await measureOne(measured, what));
  }
  const all = await measured.calls.all();
  const [last] = runs.slice(-1);
  const busy = secondsUnderWay(all, measured.latencySeconds);
  const reviews = all.filter(({ operation }) =>
    /subjectaccessreviews|SimulatePrincipalPolicy/.test(operation),
  );
  return {
    seconds: percentile(
      runs.map(run => run.seconds),
      0.5,
    ),
    runs: runs.map(run => run.seconds),
    betweenCalls: round(last.seconds - busy),
    calls: last.calls,
    madeCalls: all.length,
    reviews: reviews.length,
  };
}

/**
 * For how long one call at least was under way.
 *
 * @param {import('./sandboxCalls.mjs').Call[]} calls in the order in which they came
 * @param {number} latencySeconds of each
 */
export function secondsUnderWay(calls, latencySeconds) {
  let until = 0;
  let milliseconds = 0;
  for (const { at } of calls) {
    const begun = Math.max(until, Date.parse(at));
    until = Date.parse(at) + latencySeconds * 1000;
    milliseconds += until - begun;
  }
  return milliseconds / 1000;
}

/** @param {Measured} measured @param {{ template: string, values: Record<string, any> }} example */
async function measureAtOnce(measured, { template, values }) {
  const others = await Promise.all(
    Array.from({ length: AT_ONCE }, (_, index) =>
      likeIt(measured, values, `at-once-${index + 1}`),
    ),
  );
  const tasks = await Promise.all(
    others.map(one => runTask(measured.backstage, template, one)),
  );
  const seconds = tasks.map(task => task.seconds);
  return {
    onboardings: AT_ONCE,
    seconds: round(Math.max(...seconds)),
    p50Seconds: round(percentile(seconds, 0.5)),
  };
}

/** What the cluster's page tells once the catalog has it. @param {import('./backstage.mjs').Backstage} backstage @param {Record<string, any>} values */
async function verdictOf(backstage, { clusterName }) {
  const ref = `default/resource/${clusterName}`;
  await startProvider(backstage);
  await until(async () => {
    const found = await backstage.get(
      `/api/catalog/entities?filter=kind=resource,metadata.name=${clusterName}&fields=metadata.name`,
    );
    return found.length > 0;
  });
  const report = await backstage.get(
    `/api/humanitec-eks/v1/entity/${ref}/binding?fresh=true`,
  );
  return {
    verdict: report.verdict,
    parts: Object.fromEntries(
      report.parts.map((/** @type {any} */ { part, status, changes }) => [
        part,
        status === 'inSync' ? status : { status, changes },
      ]),
    ),
  };
}

/** @param {import('./tasks.mjs').Task} task */
function rounded({ seconds, ...task }) {
  return { ...task, seconds: round(seconds) };
}
