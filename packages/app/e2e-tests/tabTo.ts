/** Walks through a page with the keyboard. */
import { expect, Locator, Page } from '@playwright/test';

/** Presses Tab until this has the focus. */
export async function tabTo(page: Page, wanted: Locator) {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await wanted.evaluate(element => element === document.activeElement)) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  await expect(wanted).toBeFocused();
}
