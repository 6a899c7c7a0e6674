/** The page of all clusters. */
import { Page } from '@playwright/test';

/** All of it but Backstage's own frame. */
export function fleet(page: Page) {
  return page.getByRole('main');
}
