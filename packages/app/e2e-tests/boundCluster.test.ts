/** A bound cluster's card and tab with the keyboard alone, in both themes, and in German. */
import { expect, test } from '@playwright/test';
import { expectAccessible } from './accessibility';
import {
  card,
  details,
  expectInSync,
  openCard,
  openTab,
  part,
  section,
} from './clusterPage';
import { fleet } from './fleetPage';
import { clusterName, onboardBeforeAll } from './onboardedCluster';
import { shot } from './shot';
import { tabTo } from './tabTo';

onboardBeforeAll();

test('with the keyboard alone a part is opened on the card, and in the picture of the tab, and closed again', async ({
  page,
}) => {
  await openCard(page, clusterName);
  await expectInSync(page);
  await tabTo(page, part(page, 'Cloud account', 'in sync'));
  await page.keyboard.press('Enter');
  await expect(details(page, 'Cloud account')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(details(page, 'Cloud account')).toBeHidden();

  await tabTo(page, card(page).getByRole('link', { name: 'View binding' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/humanitec$/);
  await expectInSync(page);

  await tabTo(page, part(page, 'Access role', 'in sync'));
  await page.keyboard.press('ArrowRight');
  await expect(part(page, 'Cloud account', 'in sync')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(
    details(page, 'Cloud account').getByRole('heading', {
      name: 'Cloud account in sync',
    }),
  ).toBeFocused();
  await shot(page, 'opened');
  await page.keyboard.press('Escape');
  await expect(details(page, 'Cloud account')).toBeHidden();
  await expect(part(page, 'Cloud account', 'in sync')).toBeFocused();
});

for (const theme of ['light', 'dark'] as const) {
  test(`card, tab and the page of all clusters are accessible in the ${theme} theme`, async ({
    page,
  }) => {
    await page.addInitScript(id => localStorage.setItem('theme', id), theme);
    await openCard(page, clusterName);
    await expectInSync(page);
    await expect(page.locator('body')).toHaveAttribute(
      'data-theme-mode',
      theme,
    );
    await expectAccessible(card(page));
    await shot(page, 'card');

    await openTab(page, clusterName);
    await part(page, 'Deploy access', 'in sync').click();
    await expect(details(page, 'Deploy access')).toBeVisible();
    await expectAccessible(card(page));
    await shot(page, 'tab');

    await page.goto('/humanitec-eks');
    await expect(page.getByRole('link', { name: clusterName })).toBeVisible();
    await expectAccessible(fleet(page));
    await shot(page, 'fleet');
  });
}

test('card, tab and the page of all clusters speak German once somebody has chosen it', async ({
  page,
}) => {
  await page.goto('/language');
  await page.getByRole('radio', { name: 'Deutsch' }).check({ force: true });
  await openCard(page, clusterName);
  await expect(
    card(page).getByText('Humanitec kann hierhin deployen'),
  ).toBeVisible();
  await expect(
    card(page).getByRole('button', { name: 'Zugriffsrolle wie vorgegeben' }),
  ).toBeVisible();
  await shot(page, 'card');

  await openTab(page, clusterName);
  await expect(
    card(page).getByRole('button', { name: 'Zugriffsrolle wie vorgegeben' }),
  ).toBeVisible();
  await expect(section(page, 'Verlauf')).toBeVisible();
  await shot(page, 'tab');

  await page.goto('/humanitec-eks');
  await expect(page.getByRole('button', { name: 'Deploybar' })).toBeVisible();
  await shot(page, 'fleet');
});
