/** A template's form, page by page, by what a person reads. */
import { expect, Locator, Page } from '@playwright/test';

/** Opens a template under Create, by its title. */
export async function chooseTemplate(page: Page, title: string) {
  await page.goto('/create');
  // A template's card has no role of its own: the nearest thing around its title that can be chosen.
  await page
    .getByRole('heading', { name: title, exact: true })
    .locator('xpath=ancestor::*[.//button[normalize-space()="Choose"]][1]')
    .getByRole('button', { name: 'Choose' })
    .click();
}

export async function next(page: Page) {
  await page.getByRole('button', { name: 'Next' }).click();
}

export async function review(page: Page) {
  await page.getByRole('button', { name: 'Review' }).click();
}

export async function create(page: Page) {
  await page.getByRole('button', { name: 'Create', exact: true }).click();
}

/** A field of this label that holds text, with or without a list to choose from. */
export function field(page: Page, label: string): Locator {
  const name = { name: label, exact: true };
  return page.getByRole('textbox', name).or(page.getByRole('combobox', name));
}

export async function expectField(page: Page, label: string, value: string) {
  await expect(field(page, label)).toHaveValue(value);
}

/** Takes one of a field's list with the mouse, whatever the field held. */
export async function choose(
  page: Page,
  label: string,
  value: string,
  shown: string = value,
) {
  // While a list is open the rest of the page is hidden from assistive
  // technology, and what it offers is new once another answer has changed.
  await expect(async () => {
    await page.keyboard.press('Escape');
    await field(page, label).fill('', { timeout: 2_000 });
    // Opens it also where nothing was to be cleared.
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option', { name: value }).click({ timeout: 2_000 });
    await page.keyboard.press('Escape');
    await expect(field(page, label)).toHaveValue(shown, { timeout: 2_000 });
  }).toPass({ timeout: 40_000 });
}
