/** A picture of the whole page, kept with the results of the test. */
import { Page, test } from '@playwright/test';

export async function shot(page: Page, name: string): Promise<void> {
  await page.screenshot({
    path: test.info().outputPath(`${name}.png`),
    fullPage: true,
  });
}
