/** From a cluster's page back into the templates: repair, then off-board. */
import { expect, Page, test } from '@playwright/test';
import { expectAccessible } from './accessibility';
import { detachPolicy } from './administrator';
import { listenForComplaints } from './complaints';
import { create, expectField, next, review } from './form';
import { clusterName, onboardBeforeAll } from './onboardedCluster';
import { shot } from './shot';
import { expectGreen } from './task';

const accessRole = 'humanitec-reentry';

test.describe.configure({ mode: 'serial' });

onboardBeforeAll({
  envType: 'production',
  criteria: [{ envType: 'staging', appId: 'shop' }],
  names: { accessRole, cloudAccount: 'platform-production' },
});

test('a cluster whose policy was detached is repaired from its page, and keeps its rules and names', async ({
  page,
}) => {
  const complaints = listenForComplaints(page);
  await detachPolicy(accessRole);

  await openCluster(page);
  await expect(page.getByText('Deployments will fail')).toBeVisible();
  await expect(
    page.getByText('Access role differs from what was asked for'),
  ).toBeVisible();
  await expectAccessible(card(page));
  await shot(page, 'drifted');

  await page.getByRole('link', { name: 'Repair' }).click();
  await expectField(page, 'Humanitec organization', 'platform-org');
  await expectField(page, 'AWS account', '111122223333');
  await expectField(page, 'Region', 'eu-central-1');
  await next(page);
  await expectField(page, 'Cluster name', clusterName);
  await next(page);
  await expectField(page, 'Environment type', 'production');
  await shot(page, 'repair-rules');
  await next(page);
  await next(page);
  await expectField(page, 'Owner', 'group:default/platform-team');
  await shot(page, 'repair-names');
  await next(page);
  await expect(page.getByText('Nothing is in the way.')).toBeVisible();
  await shot(page, 'repair-preview');
  await review(page);
  await shot(page, 'repair-review');
  await create(page);
  await expectGreen(page, { steps: 13, skipped: ['Give up access'] });
  await shot(page, 'repaired');

  await page.getByRole('link', { name: 'Cluster in the catalog' }).click();
  await expect(page.getByText('Humanitec can deploy here')).toBeVisible();
  await expect(page.getByText(/^Lands here/).locator('..')).toContainText(
    'environment type production; environment type staging, application shop',
  );
  await page.getByRole('button', { name: 'Access role in sync' }).click();
  await expect(page.getByText(`role/${accessRole}`)).toBeVisible();
  await expectAccessible(card(page));
  await shot(page, 'in-sync');
  expect(complaints).toEqual([]);
});

test('and is off-boarded from its page, which then says that it is not bound', async ({
  page,
}) => {
  const complaints = listenForComplaints(page);

  await openCluster(page);
  await page
    .getByRole('button', { name: 'Change, rotate key, off-board' })
    .click();
  await expect(
    page.getByRole('menuitem', { name: 'Rotate key' }),
  ).toBeVisible();
  await page.getByRole('menuitem', { name: 'Off-board' }).click();
  await expectField(page, 'Humanitec organization', 'platform-org');
  await expectField(page, 'AWS account', '111122223333');
  await expectField(page, 'Region', 'eu-central-1');
  await expectField(page, 'Cluster name', clusterName);
  await next(page);
  await page
    .getByRole('textbox', { name: 'Name of the cluster, once more' })
    .fill(clusterName);
  await expect(
    page
      .getByRole('listitem')
      .filter({ hasText: `role ${accessRole}` })
      .first(),
  ).toBeVisible();
  await expect(
    page.getByRole('heading', { name: 'Stays', exact: true }),
  ).toBeVisible();
  await expectAccessible(page.locator('form'));
  await shot(page, 'offboard-confirm');
  await review(page);
  await create(page);
  await expectGreen(page, { steps: 1 });
  await shot(page, 'offboarded');

  await openCluster(page);
  await expect(page.getByText('Not onboarded to Humanitec')).toBeVisible();
  await expect(page.getByText(/^The cluster is there\./)).toBeVisible();
  await expectAccessible(card(page));
  await shot(page, 'not-bound');
  expect(complaints).toEqual([]);
});

async function openCluster(page: Page) {
  await page.goto(`/catalog/default/resource/${clusterName}`);
}

function card(page: Page) {
  return page.getByRole('article').filter({
    has: page.getByRole('heading', { name: 'Humanitec', exact: true }),
  });
}
