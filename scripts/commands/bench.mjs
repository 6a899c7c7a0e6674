// @ts-check
/** npm run bench: how fast the plugins are, with every call of AWS, Humanitec and Kubernetes taking 50 ms. */
import os from 'node:os';
import { signedIn, until, clustersInCatalog } from '../bench/backstage.mjs';
import { measureBinding } from '../bench/binding.mjs';
import {
  bindingFigures,
  fleetFigures,
  growthFigures,
  onboardingFigures,
  providerFigures,
  tableOf,
} from '../bench/figures.mjs';
import { measureFleet } from '../bench/fleet.mjs';
import { measureAmong, SIZES } from '../bench/growth.mjs';
import { measureOnboarding } from '../bench/onboarding.mjs';
import { measureProvider, providerSchedule } from '../bench/provider.mjs';
import { sandboxCalls } from '../bench/sandboxCalls.mjs';
import { readFlags } from '../flags.mjs';
import { setUp } from '../setup/setup.mjs';
import { readClusters } from '../stack/fillSandbox.mjs';
import { freePorts } from '../stack/ports.mjs';
import { startStack } from '../stack/stack.mjs';
import { Problem, say } from '../terminal.mjs';

const LATENCY_SECONDS = 0.05;
const FEW_CLUSTERS = 20;

const usage = `Usage: npm run bench [-- flags]

Measures Backstage with the sandbox, every call of which takes 50 ms: one
onboarding beside the same by hand and beside what cannot be shortened, a run
with nothing to do, ten at once; the binding of one cluster among few and among
many, all bindings at once, the run of the catalog provider; and what grows with
the number of clusters. Tells which goals are met; that one is missed is no
failure. All of it takes about 25 minutes. Let nothing else run meanwhile: the
load of the machine is told with the figures.

  --only WHAT        onboarding, binding, fleet or growth; all when left out
  --clusters NUMBER  how many are many; usually 1000, to which growth goes, too
  --json             figures and all details as JSON
  --help             print this`;

/** @param {string[]} args @returns {Promise<number>} exit code */
export async function bench(args) {
  const { values } = readFlags({
    args,
    options: {
      only: { type: 'string' },
      clusters: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    say(usage);
    return 0;
  }
  const { only } = values;
  if (only !== undefined && !Object.hasOwn(measurements, only)) {
    throw new Problem(
      `There is nothing called ${only} to measure: --only takes ${Object.keys(
        measurements,
      ).join(' or ')}.`,
    );
  }
  const many = readClusters(values.clusters) ?? 1000;
  const toolchain = await setUp();
  const machine = machineNow(toolchain);
  /** @type {import('../bench/figures.mjs').Figure[]} */
  const figures = [];
  /** @type {Record<string, unknown>} */
  const details = {};
  for (const [name, measure] of Object.entries(measurements)) {
    if (only !== undefined && only !== name) continue;
    say(`Measuring: ${name}`);
    const measured = await measure(toolchain, many);
    figures.push(...measured.figures);
    details[name] = measured.details;
  }
  const result = { ...machine, loadAfter: load(), figures, details };
  process.stdout.write(
    values.json ? `${JSON.stringify(result, null, 2)}\n` : textOf(result),
  );
  return 0;
}

const measurements = {
  /** @param {import('../setup/setup.mjs').Toolchain} toolchain */
  onboarding: toolchain =>
    withClusters(toolchain, 0, async measured => {
      const onboarding = await measureOnboarding(measured);
      return { figures: onboardingFigures(onboarding), details: onboarding };
    }),

  /** @param {import('../setup/setup.mjs').Toolchain} toolchain */
  binding: toolchain =>
    withClusters(toolchain, FEW_CLUSTERS, async measured => {
      await until(
        async () =>
          (await clustersInCatalog(measured.backstage)).length >= FEW_CLUSTERS,
      );
      const few = await measureBinding(measured);
      return {
        figures: bindingFigures(few, `of ${FEW_CLUSTERS}`),
        details: few,
      };
    }),

  /** @param {import('../setup/setup.mjs').Toolchain} toolchain @param {number} clusters */
  fleet: (toolchain, clusters) =>
    withClusters(toolchain, clusters, async measured => {
      const provider = await measureProvider(measured);
      const fleet = await measureFleet(measured);
      const binding = await measureBinding(measured);
      return {
        figures: [
          ...fleetFigures(fleet),
          ...providerFigures(provider),
          ...bindingFigures(binding, `of ${clusters}`),
        ],
        details: { provider, fleet, binding },
      };
    }),

  /** @param {import('../setup/setup.mjs').Toolchain} toolchain @param {number} clusters */
  growth: async (toolchain, clusters) => {
    const worlds = [];
    for (const size of SIZES.filter(one => one <= clusters)) {
      say(`  among ${size}`);
      worlds.push(await withClusters(toolchain, size, measureAmong));
    }
    return { figures: growthFigures(worlds), details: worlds };
  },
};

/**
 * @template Result
 * @param {import('../setup/setup.mjs').Toolchain} toolchain
 * @param {number} clusters
 * @param {(measured: Parameters<typeof measureProvider>[0] & Parameters<typeof measureOnboarding>[0]) => Promise<Result>} measure
 */
async function withClusters(toolchain, clusters, measure) {
  const { node, env } = toolchain;
  const stack = await startStack(
    { node, env: { ...env, ...providerSchedule } },
    { ports: await freePorts(), app: false, clusters, logName: 'bench' },
  );
  try {
    return await Promise.race([
      measure({
        backstage: await signedIn(stack.urls.backend),
        calls: sandboxCalls(stack.urls.sandbox),
        latencySeconds: LATENCY_SECONDS,
        clusters,
        toolchain,
        sandboxUrl: stack.urls.sandbox,
      }),
      stack.failed,
    ]);
  } finally {
    await stack.stop();
  }
}

/** @param {import('../setup/setup.mjs').Toolchain} toolchain */
function machineNow({ node }) {
  return {
    date: new Date().toISOString().slice(0, 10),
    node: node.version,
    cores: os.cpus().length,
    processor: os.cpus()[0]?.model ?? 'unknown',
    loadBefore: load(),
  };
}

/** Processes that wanted to run in the last minute, on average. */
function load() {
  return Math.round(os.loadavg()[0] * 100) / 100;
}

/** @param {ReturnType<typeof machineNow> & { loadAfter: number, figures: import('../bench/figures.mjs').Figure[] }} result */
function textOf({ date, node, cores, processor, figures, ...result }) {
  return `${date}, Node ${node}, ${cores} cores (${processor}), load ${
    result.loadBefore
  } before and ${result.loadAfter} after

${tableOf(figures)}
`;
}
