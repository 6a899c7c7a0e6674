/** One cluster for all tests of a file, onboarded before the first of them. */
import { test } from '@playwright/test';
import { backToStart, setTimings, Timings, withoutWaiting } from './sandbox';
import { runTemplate, workedExample } from './scaffolder';

/** In the catalog from examples/entities, whether it is bound or not. */
export const clusterName = 'eks-automode-stage';

/** @param values - answers of the onboarding form besides those of the worked example */
export function onboardBeforeAll(values: object = {}): void {
  let timings: Timings;
  test.beforeAll(async () => {
    await backToStart();
    timings = await withoutWaiting();
    await runTemplate('onboard-private-eks-cluster', {
      ...workedExample,
      clusterName,
      ...values,
    });
  });
  test.afterAll(() => setTimings(timings));
}
