/** One system does not answer: the cluster's page says which, and shows what the others say. */
import { expect, test } from '@playwright/test';
import { expectAccessible } from './accessibility';
import {
  card,
  expectInSync,
  expectParts,
  lookAgainFor,
  openCard,
  openTab,
} from './clusterPage';
import { addFault, clearFaults } from './sandbox';
import { clusterName, onboardBeforeAll } from './onboardedCluster';
import { shot } from './shot';

onboardBeforeAll();

test.afterEach(clearFaults);

const outages = [
  {
    title: 'AWS',
    systems: ['iam', 'eks'],
    silent: ['Cluster', 'Access role'],
    told: ['Cloud account', 'Agent definition'],
  },
  {
    title: 'Humanitec',
    systems: ['humanitec'],
    silent: ['Cloud account', 'Cluster definition', 'Agent definition'],
    told: ['Cluster', 'Access role', 'Deploy access'],
  },
  {
    title: 'Kubernetes',
    systems: ['kubernetes'],
    silent: ['Runner access', 'Agent'],
    told: [
      'Cluster',
      'Access role',
      'Cloud account',
      'Cluster definition',
      'Agent definition',
    ],
  },
];

for (const { title, systems, silent, told } of outages) {
  test(`${title} does not answer; once it does, another look shows it`, async ({
    page,
  }) => {
    await openTab(page, clusterName);
    await expectInSync(page);

    for (const system of systems) {
      await addFault({
        system,
        times: 10_000,
        effect: { kind: 'error', status: 503 },
      });
    }
    await lookAgainFor(
      page,
      card(page).getByText(`${title} could not be read`),
    );
    await expect(
      card(page).getByText('Cannot tell whether Humanitec can deploy here'),
    ).toBeVisible();
    await expectParts(page, silent, 'unknown');
    await expectParts(page, told, 'in sync');
    await expectAccessible(card(page));
    await shot(page, 'tab');

    await openCard(page, clusterName);
    await expect(
      card(page).getByText(`${title} could not be read`),
    ).toBeVisible();
    await expectParts(page, silent, 'unknown');
    await expectAccessible(card(page));
    await shot(page, 'card');

    await clearFaults();
    await lookAgainFor(page, card(page).getByText('Humanitec can deploy here'));
    await expectInSync(page);
  });
}
