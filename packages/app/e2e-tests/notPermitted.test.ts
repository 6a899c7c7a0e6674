/** Somebody whom the permission policy of the how-to does not let see bindings. */
import { expect, test } from '@playwright/test';
import { expectAccessible } from './accessibility';
import { card, openCard, openTab } from './clusterPage';
import { fleet } from './fleetPage';
import { OwnBackend, startOwnBackend, useBackend } from './ownBackend';
import { backToStart } from './sandbox';
import { shot } from './shot';

let backend: OwnBackend;

test.beforeAll(async () => {
  await backToStart();
  backend = await startOwnBackend('policy/__testUtils__/guardedBackend.ts', {
    permission_enabled: 'true',
    auth_providers_guest_userEntityRef: 'user:default/nora',
  });
});

test.afterAll(() => backend.stop());

test('card, tab and the page of all clusters say that it is not permitted, and which permission to ask for', async ({
  page,
}) => {
  await useBackend(page, backend);
  const help =
    /^Ask whoever runs Backstage for the permission humanitecEks\.binding\.read\.$/;

  await openCard(page, 'eks-automode-stage');
  await expect(
    card(page).getByText('You may not see this binding'),
  ).toBeVisible();
  await expect(card(page).getByText(help)).toBeVisible();
  await expectAccessible(card(page));
  await shot(page, 'card');

  await openTab(page, 'eks-automode-stage');
  await expect(
    card(page).getByText('You may not see this binding'),
  ).toBeVisible();
  await expect(card(page).getByText(help)).toBeVisible();
  await expectAccessible(card(page));
  await shot(page, 'tab');

  await page.goto('/humanitec-eks');
  await expect(page.getByText('You may not see the clusters')).toBeVisible();
  await expect(page.getByText(help)).toBeVisible();
  await expectAccessible(fleet(page));
  await shot(page, 'fleet');
});
