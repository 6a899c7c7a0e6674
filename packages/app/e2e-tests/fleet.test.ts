/** The page of all clusters with a thousand of them, some in trouble. */
import { expect, Locator, Page, request, test } from '@playwright/test';
import { expectAccessible } from './accessibility';
import { listenForComplaints } from './complaints';
import { fleet } from './fleetPage';
import {
  fillSandbox,
  OwnBackend,
  startOwnBackend,
  useBackend,
} from './ownBackend';
import { backToStart } from './sandbox';
import { shot } from './shot';
import { tabTo } from './tabTo';

// One is in the catalog from examples/entities, and not bound.
const total = 1_001;

let backend: OwnBackend;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  await backToStart();
  await fillSandbox(total - 1);
  backend = await startOwnBackend('index.ts');
  await untilTheCatalogHasThem();
});

test.afterAll(async () => {
  await backend?.stop();
  await backToStart();
});

test.beforeEach(({ page }) => useBackend(page, backend));

test('a thousand clusters are counted, found, filtered, put in order and paged through, and the address holds what is shown', async ({
  page,
}) => {
  const complaints = listenForComplaints(page);
  await openOnceAllAreLookedAt(page);
  await expectTotal(page, '1,001 clusters');
  for (const count of [
    'Will fail60',
    'Cannot tell40',
    'Differs20',
    'Not bound1',
    'Can deploy880',
  ]) {
    await expect(verdict(page, count)).toBeVisible();
  }
  await expectAccessible(fleet(page));
  await shot(page, 'all');

  await verdict(page, 'Cannot tell').click();
  await expectTotal(page, '40 clusters');
  await expect(page).toHaveURL(/verdict=unknown/);
  await expect(rows(page)).toHaveCount(40);
  await shot(page, 'unknown');

  await search(page).fill('payments');
  await expect(page).toHaveURL(/search=payments/);
  await expect(rows(page).filter({ hasText: 'payments' })).toHaveCount(12);
  await expect(rows(page)).toHaveCount(12);
  await page.reload();
  await expect(search(page)).toHaveValue('payments');
  await expect(rows(page)).toHaveCount(12);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expectTotal(page, '1,001 clusters');

  await page.getByRole('columnheader', { name: 'Cluster' }).click();
  await expect(page).toHaveURL(/sort=title/);
  await expect(rows(page).first()).toContainText('billing-0005');
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(page).toHaveURL(/page=2/);
  await expect(page.getByText('51–100 of 1,001')).toBeVisible();
  await page.goBack();
  await expect(page.getByText('1–50 of 1,001')).toBeVisible();
  await expect(rows(page).first()).toContainText('billing-0005');

  await page.getByRole('link', { name: 'billing-0005' }).click();
  await expect(page).toHaveURL(/\/catalog\/default\/resource\/billing-0005$/);
  await expect(page.getByText('Humanitec can deploy here')).toBeVisible();
  await page.goBack();
  await expect(rows(page).first()).toContainText('billing-0005');
  expect(complaints).toEqual([]);
});

test('with the keyboard alone a cluster in trouble is found, and its page opened', async ({
  page,
}) => {
  await openOnceAllAreLookedAt(page);
  await tabTo(page, verdict(page, 'Will fail'));
  await page.keyboard.press('Space');
  await expect(page).toHaveURL(/verdict=broken/);
  await tabTo(page, search(page));
  await page.keyboard.type('media-00');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/search=media-00/);
  await expect(rows(page)).not.toHaveCount(50);
  await shot(page, 'found');

  const name = await rows(page).first().getByRole('link').innerText();
  await tabTo(page, page.getByRole('grid').getByRole('row').nth(1));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(
    new RegExp(`/catalog/default/resource/${name}$`),
  );
  await expect(page.getByText('Deployments will fail')).toBeVisible();
});

/** The catalog finds them by itself. */
async function untilTheCatalogHasThem() {
  const backstage = await request.newContext({ baseURL: backend.url });
  const answer = await backstage.get('/api/auth/guest/refresh');
  const { backstageIdentity } = await answer.json();
  const headers = { authorization: `Bearer ${backstageIdentity.token}` };
  const params = {
    filter: 'kind=resource,spec.type=kubernetes-cluster',
    limit: 0,
  };
  const path = '/api/catalog/entities/by-query';
  await expect
    .poll(
      async () => {
        const found = await backstage.get(path, { headers, params });
        return (await found.json()).totalItems;
      },
      { timeout: 120_000, intervals: [1_000] },
    )
    .toBe(total);
  await backstage.dispose();
}

/** The page says how many clusters nobody has looked at yet, and then that it does not look any more. */
async function openOnceAllAreLookedAt(page: Page) {
  await page.goto('/humanitec-eks');
  await expect(rows(page)).toHaveCount(50);
  await expect(fleet(page).getByText(/^Looking/)).toBeHidden({
    timeout: 120_000,
  });
  await expect(verdict(page, 'Not looked at yet')).toBeHidden();
}

async function expectTotal(page: Page, words: string) {
  await expect(fleet(page).getByText(words, { exact: true })).toBeVisible();
}

function rows(page: Page): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('rowheader') });
}

function search(page: Page): Locator {
  return page.getByRole('searchbox', { name: 'Search' });
}

function verdict(page: Page, name: string): Locator {
  return page
    .getByRole('group', { name: 'Deployments' })
    .getByRole('button')
    .filter({ hasText: name });
}
