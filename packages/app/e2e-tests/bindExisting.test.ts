/** A cluster that somebody else made, bound from the form. */
import { expect, test } from '@playwright/test';
import { makeCluster } from './administrator';
import { listenForComplaints } from './complaints';
import {
  choose,
  chooseTemplate,
  create,
  expectField,
  next,
  review,
} from './form';
import { backToStart, setTimings, Timings, withoutWaiting } from './sandbox';
import { shot } from './shot';
import { expectGreen } from './task';

let timings: Timings;

test.beforeEach(async () => {
  await backToStart();
  timings = await withoutWaiting();
});

test.afterEach(() => setTimings(timings));

test('a cluster that is there is found in the list and bound, and its page is in sync', async ({
  page,
}) => {
  const complaints = listenForComplaints(page);
  await makeCluster('payments-prod');

  await chooseTemplate(page, 'Bind an existing EKS cluster');
  await choose(page, 'Cluster name', 'payments-prod');
  await shot(page, 'chosen');
  await next(page);
  await expectField(page, 'Environment type', 'production');
  await next(page);
  await next(page);
  await expectField(page, 'Owner', 'group:default/platform-team');
  await next(page);
  await expect(
    page.getByText(/^The EKS cluster payments-prod .* stays as it is\.$/),
  ).toBeVisible();
  await expect(page.getByText('Nothing is in the way.')).toBeVisible();
  await expect(page.getByText('2 come to payments-prod')).toBeVisible();
  await shot(page, 'foretold');
  await review(page);
  await create(page);
  await expectGreen(page, { steps: 12, skipped: ['Give up access'] });
  await shot(page, 'bound');

  await page.getByRole('link', { name: 'Cluster in the catalog' }).click();
  await expect(page).toHaveURL(/\/catalog\/default\/resource\/payments-prod$/);
  await expect(page.getByText('Humanitec can deploy here')).toBeVisible();
  await expect(
    page.getByRole('button', { name: 'Cluster in sync', exact: true }),
  ).toBeVisible();
  expect(complaints).toEqual([]);
});
