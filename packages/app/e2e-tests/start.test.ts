import { expect, Page, test } from '@playwright/test';

test('a guest is signed in and sees the catalog', async ({ page }) => {
  const complaints = listen(page);

  await page.goto('/');
  await page
    .getByRole('navigation', { name: 'sidebar nav' })
    .getByRole('link', { name: 'Catalog' })
    .click();
  await page.goto('/catalog?filters[kind]=system');

  await expect(
    page.getByRole('link', { name: 'Kubernetes platform' }),
  ).toBeVisible();
  expect(complaints).toEqual([]);
});

test('a guest finds the templates under Create', async ({ page }) => {
  const complaints = listen(page);

  await page.goto('/create');

  await expect(
    page.getByRole('heading', { name: /create|templates/i }).first(),
  ).toBeVisible();
  expect(complaints).toEqual([]);
});

/** Collects what must not happen: errors in the page, and calls that leave the machine. */
function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', error => complaints.push(`${error}`));
  page.on('console', message => {
    if (message.type() === 'error') {
      complaints.push(`${message.text()} (${message.location().url})`);
    }
  });
  page.on('request', request => {
    const url = new URL(request.url());
    const local = ['localhost', '127.0.0.1'].includes(url.hostname);
    if (/^(http|ws)s?:$/.test(url.protocol) && !local) {
      complaints.push(`left the machine: ${url}`);
    }
  });
  return complaints;
}
