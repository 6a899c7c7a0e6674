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
  section,
} from './clusterPage';
import { listenForComplaints } from './complaints';
import { create, next, review } from './form';
import { deleteCriteria, revokeAgentKeys } from './humanitecUser';
import { clusterName, onboardBeforeAll } from './onboardedCluster';
import { shot } from './shot';
import { expectGreen } from './task';

const accessRole = `humanitec-role-to-access-${clusterName}-cluster`;

onboardBeforeAll();

test('what was changed in AWS, Humanitec and Kubernetes is told part by part, and one repair from the page puts it right', async ({
  page,
}) => {
  const complaints = listenForComplaints(page);
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
  expect(complaints).toEqual([]);
});

test('rules that were deleted are told, and a repair sends deployments there again', async ({
  page,
}) => {
  const complaints = listenForComplaints(page);
  await openTab(page, clusterName);
  await deleteCriteria(clusterName);
  await lookAgainFor(page, part(page, 'Cluster definition', 'drifted'));
  await expectBroken(page);
  await part(page, 'Cluster definition', 'drifted').click();
  await expect(section(page, 'Lands here')).toContainText(
    'No rule sends deployments here.',
  );
  await expect(section(page, 'Lands here')).toContainText(
    'No environment is here, and none comes with its next deployment.',
  );
  await shot(page, 'rules-deleted');

  await repair(page);
  await openTab(page, clusterName);
  await expectInSync(page);
  await expect(section(page, 'Lands here')).toContainText(
    'environment type production',
  );
  expect(complaints).toEqual([]);
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
