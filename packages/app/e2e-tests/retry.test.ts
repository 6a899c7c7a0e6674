/** A run that failed goes on from its own page. */
import { expect, Page, test } from '@playwright/test';
import { create, expectField, next, review } from './form';
import {
  addFault,
  backToStart,
  clearFaults,
  setTimings,
  Timings,
  withoutWaiting,
} from './sandbox';
import { startTask, workedExample } from './scaffolder';
import { shot } from './shot';
import { expectGreen } from './task';

let timings: Timings;

test.beforeEach(async () => {
  await backToStart();
  timings = await withoutWaiting();
});

test.afterEach(async () => {
  await clearFaults();
  await setTimings(timings);
});

test('Retry completes a run that Humanitec has stopped', async ({ page }) => {
  await openFailedTask(page);
  await page.getByRole('button', { name: 'Retry' }).click();
  await expectGreen(page, { steps: 13, skipped: ['Give up access'] });
  await shot(page, 'retried');

  await page.getByRole('link', { name: 'Cluster in the catalog' }).click();
  await expect(page.getByText('Humanitec can deploy here')).toBeVisible();
});

test('Start Over fills in the form again, and the new run completes what is there', async ({
  page,
}) => {
  await openFailedTask(page);
  await page.getByRole('button', { name: 'Start Over' }).click();
  await expectField(page, 'Humanitec organization', 'platform-org');
  await next(page);
  await expectField(page, 'Cluster name', workedExample.clusterName);
  for (let pages = 0; pages < 4; pages += 1) await next(page);
  await review(page);
  await create(page);
  await expectGreen(page, { steps: 13, skipped: ['Give up access'] });
});

/** Humanitec refuses every change for longer than is waited for; then it works again. */
async function openFailedTask(page: Page) {
  await addFault({
    system: 'humanitec',
    write: true,
    times: 100,
    effect: { kind: 'error', status: 503 },
  });
  const id = await startTask('onboard-private-eks-cluster', workedExample);
  await page.goto(`/create/tasks/${id}`);
  await expect(page.getByText(/Humanitec/).first()).toBeVisible();
  await expect(page.getByText(/503/).first()).toBeVisible();
  await shot(page, 'failed');
  await clearFaults();
}
