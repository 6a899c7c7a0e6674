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
