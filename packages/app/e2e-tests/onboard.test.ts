/** The main job in the browser, at the sandbox's default timings. */
import { expect, Page, test } from '@playwright/test';
import { card, expectInSync, section } from './clusterPage';
import { listenForComplaints } from './complaints';
import { chooseTemplate, create, expectField, next, review } from './form';
import { backToStart } from './sandbox';
import { shot } from './shot';
import { expectGreen } from './task';

test.beforeEach(backToStart);

test('a guest onboards a private EKS cluster, from the form to a page in sync', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const complaints = listenForComplaints(page);

  await chooseTemplate(page, 'Onboard a private EKS cluster');
  await goThroughForm(page);
  await create(page);
  // Backstage keeps its access unless it is asked to give it up.
  await expectGreen(page, {
    steps: 13,
    skipped: ['Give up access'],
    timeout: 120_000,
  });

  await page.getByRole('link', { name: 'Cluster in the catalog' }).click();
  await expect(page).toHaveURL(
    /\/catalog\/default\/resource\/eks-automode-prod$/,
  );
  await expectInSync(page);
  await expect(
    card(page).getByText('Lands here: environment type production'),
  ).toBeVisible();

  await card(page).getByRole('link', { name: 'View binding' }).click();
  await expect(page).toHaveURL(/\/eks-automode-prod\/humanitec$/);
  await expectInSync(page);
  await expect(section(page, 'Lands here')).toContainText(
    'Deployments of environment type production land here.',
  );
  await expect(section(page, 'History')).toContainText(
    'Onboard a private EKS cluster',
  );
  await shot(page, 'in-sync');
  expect(complaints).toEqual([]);
});

/** The worked example of the runbook is filled in already, page by page. */
async function goThroughForm(page: Page) {
  await expectField(page, 'Humanitec organization', 'platform-org');
  await expectField(page, 'AWS account', '111122223333');
  await expectField(page, 'Region', 'eu-central-1');
  await next(page);

  await expectField(page, 'Cluster name', 'eks-automode-prod');
  await next(page);

  await expectField(page, 'Environment type', 'production');
  await next(page);

  await expect(page.getByText("Give up Backstage's own access")).toBeVisible();
  await next(page);

  await expectField(page, 'Owner', 'group:default/platform-team');
  await next(page);

  await expect(page.getByText('Nothing is in the way.')).toBeVisible();
  await expect(page.getByText('2 come to eks-automode-prod')).toBeVisible();
  await review(page);

  for (const answer of ['eks-automode-prod', 'production']) {
    await expect(
      page.getByRole('cell', { name: answer, exact: true }),
    ).toBeVisible();
  }
}
