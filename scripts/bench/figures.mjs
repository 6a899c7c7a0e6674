// @ts-check
/** What was measured, held against its goals. */

/**
 * @typedef {object} Figure
 * @property {string} what
 * @property {number} value
 * @property {string} unit
 * @property {number} [goal] the value is to be at most this
 */

/** @param {Awaited<ReturnType<typeof import('./binding.mjs').measureBinding>>} binding @param {string} among @returns {Figure[]} */
export function bindingFigures({ cold, warm, viewers }, among) {
  const one = `one binding (${among})`;
  return [
    {
      what: `${one}, cold: median until it is told`,
      value: cold.p50Ms,
      unit: 'ms',
      goal: cold.limitMs,
    },
    {
      what: `${one}, cold: calls, median`,
      value: cold.calls,
      unit: 'calls',
      goal: 30,
    },
    {
      what: `${one}, cold: longest chain of calls`,
      value: cold.chain.length,
      unit: 'calls',
    },
    {
      what: `${one}, warm: p95`,
      value: warm.p95Ms,
      unit: 'ms',
      goal: 20,
    },
    {
      what: `${one}, cold, ${viewers.viewers} viewers at once: fan-outs`,
      value: viewers.fanOuts,
      unit: viewers.fanOuts === 1 ? 'fan-out' : 'fan-outs',
      goal: 1,
    },
  ];
}

/** @param {Awaited<ReturnType<typeof import('./fleet.mjs').measureFleet>>} fleet @returns {Figure[]} */
export function fleetFigures({ clusters, fullRefresh, warm }) {
  const all = `all ${clusters} bindings`;
  const { seconds, calls, callsPerCluster } = fullRefresh;
  return [
    { what: `${all}, warm: p95`, value: warm.p95Ms, unit: 'ms', goal: 300 },
    {
      what: `${all}, full refresh: AWS calls a cluster`,
      value: callsPerCluster.aws,
      unit: 'calls',
      goal: 2,
    },
    {
      what: `${all}, full refresh: Kubernetes calls a cluster`,
      value: callsPerCluster.kubernetes,
      unit: 'calls',
      goal: 1,
    },
    {
      what: `${all}, full refresh: Humanitec calls`,
      value: calls.humanitec,
      unit: 'calls',
    },
    { what: `${all}, full refresh`, value: seconds, unit: 's' },
  ];
}

/** @param {Awaited<ReturnType<typeof import('./provider.mjs').measureProvider>>} provider @returns {Figure[]} */
export function providerFigures({ clusters, withoutDelay, withDelay }) {
  const run = `catalog provider, ${clusters} bindings`;
  return [
    {
      what: `${run}: first run beside the calls`,
      value: withoutDelay.first.seconds,
      unit: 's',
      goal: 5,
    },
    {
      what: `${run}: later run beside the calls`,
      value: withoutDelay.again.seconds,
      unit: 's',
      goal: 5,
    },
    {
      what: `${run}: later run with its calls`,
      value: withDelay.seconds,
      unit: 's',
    },
  ];
}

/** @param {Awaited<ReturnType<typeof import('./onboarding.mjs').measureOnboarding>>} onboarding @returns {Figure[]} */
export function onboardingFigures({ one, idle, runbook, bound, atOnce }) {
  return [
    {
      what: 'one onboarding by the template',
      value: one.seconds,
      unit: 's',
      goal: tenths(1.05 * bound),
    },
    { what: 'the longest chain of waits and calls', value: bound, unit: 's' },
    {
      what: `the runbook by hand (${runbook.way})`,
      value: runbook.seconds,
      unit: 's',
    },
    {
      what: 'the runbook by hand, compared to the template',
      value: tenths(runbook.seconds / one.seconds),
      unit: 'times',
    },
    ...idleFigures(idle),
    {
      what: `${atOnce.onboardings} onboardings at once, until the last is done`,
      value: atOnce.seconds,
      unit: 's',
      goal: tenths(1.2 * one.seconds),
    },
  ];
}

/** @param {Awaited<ReturnType<typeof import('./onboarding.mjs').measureOnboarding>>['idle']} idle @returns {Figure[]} */
function idleFigures({ seconds, madeCalls, reviews, betweenCalls }) {
  const again = 'the template again, with nothing to do';
  return [
    { what: again, value: seconds, unit: 's', goal: 3 },
    {
      what: `${again}: of which no call was under way`,
      value: betweenCalls,
      unit: 's',
    },
    { what: `${again}: calls`, value: madeCalls, unit: 'calls', goal: 40 },
    {
      what: `${again}: of which ask for one permission each`,
      value: reviews,
      unit: 'calls',
    },
  ];
}

/**
 * What was measured in worlds of different sizes: a line a figure and world.
 *
 * @param {Awaited<ReturnType<typeof import('./growth.mjs').measureAmong>>[]} worlds
 * @returns {Figure[]}
 */
export function growthFigures(worlds) {
  return worlds.flatMap(world => {
    const among = `among ${world.clusters}`;
    return [
      {
        what: `${among}: page of a cluster, cold, median`,
        value: world.page.cold.p50Ms,
        unit: 'ms',
      },
      {
        what: `${among}: page of a cluster, cold: calls`,
        value: world.page.cold.calls,
        unit: 'calls',
      },
      {
        what: `${among}: page of a cluster, warm, p95`,
        value: world.page.warm.p95Ms,
        unit: 'ms',
      },
      {
        what: `${among}: all bindings, warm, p95`,
        value: world.fleet.warm.p95Ms,
        unit: 'ms',
      },
      {
        what: `${among}: all bindings, full refresh`,
        value: world.fleet.fullRefresh.seconds,
        unit: 's',
      },
      {
        what: `${among}: catalog provider, later run with its calls`,
        value: world.provider.withDelay.seconds,
        unit: 's',
      },
      {
        what: `${among}: one onboarding`,
        value: world.onboarding.one.seconds,
        unit: 's',
      },
      {
        what: `${among}: the template again, with nothing to do`,
        value: world.onboarding.idle.seconds,
        unit: 's',
      },
      {
        what: `${among}: the template again, with nothing to do: calls`,
        value: world.onboarding.idle.madeCalls,
        unit: 'calls',
      },
    ];
  });
}

/** @param {number} value */
function tenths(value) {
  return Math.round(value * 10) / 10;
}

/** One line a figure: what, figure, goal, met or not. @param {Figure[]} figures */
export function tableOf(figures) {
  const rows = figures.map(({ what, value, unit, goal }) => [
    what,
    `${value} ${unit}`,
    goal === undefined ? 'no goal' : `at most ${goal} ${unit}`,
    goal === undefined ? '' : verdictOf(value, goal),
  ]);
  const widths = [0, 1, 2].map(column =>
    Math.max(...rows.map(row => row[column].length)),
  );
  return rows
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** @param {number} value @param {number} goal */
function verdictOf(value, goal) {
  return value <= goal ? 'met' : 'NOT MET';
}
