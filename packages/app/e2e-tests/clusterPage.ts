/** The page of a cluster in the catalog: its card on the overview, and its tab. */
import { expect, Locator, Page } from '@playwright/test';

/** The parts of a binding, as the page calls them. */
export const parts = [
  'Cluster',
  'Access role',
  'Deploy access',
  'Cloud account',
  'Cluster definition',
  'Agent definition',
  'Agent',
  'Runner access',
];

export async function openCard(page: Page, cluster: string) {
  await page.goto(`/catalog/default/resource/${cluster}`);
  await expect(card(page)).toBeVisible();
}

export async function openTab(page: Page, cluster: string) {
  await page.goto(`/catalog/default/resource/${cluster}/humanitec`);
  await expect(card(page)).toBeVisible();
}

/** Card and tab begin with a section of this title; the tab has more of them. */
export function card(page: Page): Locator {
  return section(page, 'Humanitec');
}

export function section(page: Page, title: string): Locator {
  return page.getByRole('article').filter({
    has: page.getByRole('heading', { name: title, exact: true }),
  });
}

/** The button of a part, in the lanes of the card or in the picture of the tab, with its status in words. */
export function part(page: Page, name: string, status: string): Locator {
  return card(page).getByRole('button', {
    name: new RegExp(`^${name}( \\d/\\d)? ${status}\\b`),
  });
}

export async function expectParts(page: Page, names: string[], status: string) {
  for (const name of names) {
    await expect(part(page, name, status)).toBeVisible();
  }
}

export async function expectInSync(page: Page) {
  await expect(card(page).getByText('Humanitec can deploy here')).toBeVisible();
  await expectParts(page, parts, 'in sync');
}

/** Presses "Look again" until this is seen: to the backend a report of two seconds ago is new. */
export async function lookAgainFor(page: Page, sight: Locator) {
  const button = card(page)
    .getByRole('button', { name: 'Look again', exact: true })
    .first();
  await expect(async () => {
    await button.click({ timeout: 2_000 });
    await expect(sight).toBeVisible({ timeout: 1_500 });
  }).toPass({ timeout: 30_000 });
}

/** What is told of the part that was chosen. */
export function details(page: Page, name: string): Locator {
  return card(page).getByRole('region', {
    name: `${name}: details`,
    exact: true,
  });
}
