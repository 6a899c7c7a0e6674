// @ts-check
/** The catalog provider's run over all bindings. */
import { clustersInCatalog, until } from './backstage.mjs';
import { round, timed } from './times.mjs';

const TASKS = '/api/catalog/.backstage/scheduler/v1/tasks';
const TASK = 'humanitec-eks:bound-clusters';
/** How exactly the length of a run is told. */
const LOOK_EVERY_MS = 50;

/** So that the first run can be measured, and no other comes in between. */
export const providerSchedule = {
  APP_CONFIG_catalog_providers_humanitecEks_schedule_frequency: '{"hours":24}',
  APP_CONFIG_catalog_providers_humanitecEks_schedule_timeout: '{"minutes":10}',
  APP_CONFIG_catalog_providers_humanitecEks_schedule_initialDelay:
    '{"seconds":20}',
};

/** Has it run now. @param {import('./backstage.mjs').Backstage} backstage */
export async function startProvider(backstage) {
  await backstage.post(`${TASKS}/${encodeURIComponent(TASK)}/trigger`);
}

/**
 * The time beside the calls is that of a whole run whose calls are answered
 * without any delay: what it takes to answer them is still in it.
 *
 * @param {object} measured
 * @param {import('./backstage.mjs').Backstage} measured.backstage
 * @param {ReturnType<typeof import('./sandboxCalls.mjs').sandboxCalls>} measured.calls
 * @param {number} measured.latencySeconds
 * @param {number} measured.clusters how many the sandbox holds
 */
export async function measureProvider({
  backstage,
  calls,
  latencySeconds,
  clusters,
}) {
  const state = async () => {
    const { tasks } = await backstage.get(TASKS);
    return tasks.find((/** @type {any} */ { taskId }) => taskId === TASK);
  };
  const isRunning = async () =>
    (await state()).workerState?.status === 'running';
  const run = async () => {
    await calls.clear();
    await until(isRunning, LOOK_EVERY_MS);
    const begun = Date.now();
    const ms = await timed(() =>
      until(async () => !(await isRunning()), LOOK_EVERY_MS),
    );
    const { taskState } = await state();
    if (taskState.lastRunError) throw new Error(taskState.lastRunError);
    const made = (await calls.all()).map(({ at }) => Date.parse(at));
    const secondsTo = (/** @type {number} */ at) =>
      round(Math.max(0, at - begun) / 1000);
    return {
      seconds: round(ms / 1000),
      calls: await calls.count(),
      /** Seconds after its begin: the catalog is read before, and written after. */
      firstCallAt: secondsTo(made[0]),
      lastCallAt: secondsTo(made[made.length - 1]),
    };
  };
  const runAgain = async () => {
    await startProvider(backstage);
    return run();
  };

  await calls.delayAll(0);
  const first = await run();
  const shown = await timed(() =>
    until(
      async () => (await clustersInCatalog(backstage)).length >= clusters,
      1_000,
    ),
  );
  const again = await runAgain();
  await calls.delayAll(latencySeconds);
  return {
    clusters,
    withoutDelay: { first, again },
    secondsUntilAllAreInCatalog: round(shown / 1000),
    withDelay: await runAgain(),
  };
}
