/** What axe finds in our own part of a page. */
import AxeBuilder from '@axe-core/playwright';
import { expect, Locator } from '@playwright/test';

/** Nothing that axe calls serious or critical, within this element. */
export async function expectAccessible(part: Locator): Promise<void> {
  // axe takes selectors only, so the element gets something to be selected by.
  await part.evaluate(element => element.setAttribute('data-for-axe', ''));
  const { violations } = await new AxeBuilder({ page: part.page() })
    .include('[data-for-axe]')
    .analyze();
  await part.evaluate(element => element.removeAttribute('data-for-axe'));
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes.map(({ html, failureSummary }) => [html, failureSummary]),
    }));
  expect(grave).toEqual([]);
}
