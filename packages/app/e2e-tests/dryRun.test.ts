/** The onboarding template in the template editor: what a dry-run shows before anything is made. */
import { expect, Page, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { create, field, next, review } from './form';
import { backToStart } from './sandbox';
import { shot } from './shot';

const templates = path.resolve(__dirname, '../../../examples/templates');

test.beforeEach(backToStart);

test('a dry-run shows the plan of each step, the files that would be applied, and the links', async ({
  page,
}) => {
  await openInEditor(page, 'onboard-private-eks-cluster');
  await expect(field(page, 'Humanitec organization')).toHaveValue(
    'platform-org',
  );
  for (let pages = 0; pages < 5; pages += 1) await next(page);
  await review(page);
  await create(page);

  await page.getByRole('treeitem', { name: 'aws' }).click();
  // A click while the folder still unfolds chooses nothing.
  await expect(async () => {
    await page.getByRole('treeitem', { name: 'access-role.yaml' }).click();
    await expect(page.getByText('sts:ExternalId').first()).toBeVisible({
      timeout: 2_000,
    });
  }).toPass({ timeout: 20_000 });
  await shot(page, 'files');

  await page.getByRole('tab', { name: 'Log' }).click();
  await page.getByRole('button', { name: 'Access role' }).click();
  await expect(
    page.getByText(
      '+ iam role humanitec-role-to-access-eks-automode-prod-cluster',
    ),
  ).toBeVisible();
  await shot(page, 'log');

  await page.getByRole('tab', { name: 'Output' }).click();
  for (const name of [
    'Cluster in the catalog',
    'Definition in Humanitec',
    'Cluster in AWS',
  ]) {
    await expect(page.getByRole('link', { name })).toBeVisible();
  }
  await shot(page, 'output');
});

/** The editor takes a folder of the machine; here it is one of the browser's own. */
async function openInEditor(page: Page, template: string) {
  const yaml = readFileSync(
    path.join(templates, template, 'template.yaml'),
    'utf8',
  );
  await page.addInitScript(text => {
    const pickFolder = async () => {
      const folder = await navigator.storage.getDirectory();
      const file = await folder.getFileHandle('template.yaml', {
        create: true,
      });
      const writable = await file.createWritable();
      await writable.write(text);
      await writable.close();
      return folder;
    };
    Object.assign(window, { showDirectoryPicker: pickFolder });
  }, yaml);
  await page.goto('/create/edit');
  await page.getByText('Load Template Directory').click();
  await page.getByText('template.yaml').click();
}
