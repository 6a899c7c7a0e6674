/** What others change behind a binding's back is seen on the cluster's page, and put right from there. */
import { expect, Page, test } from '@playwright/test';
import { expectAccessible } from './accessibility';
import { detachPolicy } from './administrator';
import { narrowDeployAccess, scaleAgentToZero } from './clusterAdministrator';
import {
  card,
  details,
  expectInSync,
  lookAgainFor,
  openTab,
  part,
} from './clusterPage';
import { create, next, review } from './form';
import { revokeAgentKeys } from './humanitecUser';
import { backToStart, setTimings, Timings, withoutWaiting } from './sandbox';
import { runTemplate, workedExample } from './scaffolder';
import { shot } from './shot';
import { expectGreen } from './task';

// In the catalog from examples/entities, whether it is bound or not.
const clusterName = 'eks-automode-stage';
const accessRole = `humanitec-role-to-access-${clusterName}-cluster`;

let timings: Timings;

test.beforeAll(async () => {
  await backToStart();
  timings = await withoutWaiting();
  await runTemplate('onboard-private-eks-cluster', {
    ...workedExample,
    clusterName,
  });
});

test.afterAll(() => setTimings(timings));

test('what was changed in AWS, Humanitec and Kubernetes is told part by part, and one repair from the page puts it right', async ({
  page,
}) => {
  await openTab(page, clusterName);
  await expectInSync(page);

  await detachPolicy(accessRole);
  await lookAgainFor(page, part(page, 'Access role', 'drifted'));
  await expectBroken(page);
  await part(page, 'Access role', 'drifted').click();
  await expect(details(page, 'Access role')).toContainText(
    `iam role ${accessRole} differsAttachedPoliciesfoundnothing`,
  );
  await expectAccessible(card(page));
  await shot(page, 'policy-detached');

  await narrowDeployAccess(clusterName);
  await lookAgainFor(page, part(page, 'Deploy access', 'drifted'));
  await part(page, 'Deploy access', 'drifted').click();
  await expect(details(page, 'Deploy access')).toContainText(
    'ClusterRole humanitec-deploy-access differsrules',
  );
  await shot(page, 'cluster-role-changed');

  await scaleAgentToZero(clusterName);
  await lookAgainFor(page, part(page, 'Agent', 'drifted'));
  await part(page, 'Agent', 'drifted').click();
  await expect(details(page, 'Agent')).toContainText(
    'spec.replicasfound0asked for2',
  );
  await shot(page, 'agent-stopped');

  await revokeAgentKeys(clusterName);
  await lookAgainFor(
    page,
    details(page, 'Agent').getByText(/^agent key .* does not exist$/),
  );
  await shot(page, 'key-revoked');

  await repair(page);
  await openTab(page, clusterName);
  await expectInSync(page);
  await shot(page, 'repaired');
});

async function expectBroken(page: Page) {
  await expect(card(page).getByText('Deployments will fail')).toBeVisible();
}

/** Through the template, which is filled in already. */
async function repair(page: Page) {
  await card(page).getByRole('link', { name: 'Repair' }).click();
  for (let pages = 0; pages < 5; pages += 1) await next(page);
  await expect(page.getByText('Nothing is in the way.')).toBeVisible();
  await review(page);
  await create(page);
  await expectGreen(page, { steps: 13, skipped: ['Give up access'] });
}
