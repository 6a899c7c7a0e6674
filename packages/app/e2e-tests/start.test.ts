import { expect, test } from '@playwright/test';
import { listenForComplaints } from './complaints';

test('a guest is signed in and sees the catalog', async ({ page }) => {
  const complaints = listenForComplaints(page);

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
  const complaints = listenForComplaints(page);

  await page.goto('/create');

  await expect(
    page.getByRole('heading', { name: /create|templates/i }).first(),
  ).toBeVisible();
  expect(complaints).toEqual([]);
});
