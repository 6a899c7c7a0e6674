/** The main job in the browser, at the sandbox's default timings. */
import { expect, Page, test } from '@playwright/test';
import { listenForComplaints } from './complaints';

const parts = [
  'Cluster',
  'Access role',
  'Deploy access',
  'Cloud account',
  'Cluster definition',
  'Agent definition',
  'Agent',
  'Runner access',
];

test('a guest onboards a private EKS cluster, from the form to a page in sync', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const complaints = listenForComplaints(page);

  await chooseTemplate(page);
  await goThroughForm(page);
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expectEveryStepGreenWithin(page, 120_000);

  await page.getByRole('link', { name: 'Cluster in the catalog' }).click();
  await expect(page).toHaveURL(
    /\/catalog\/default\/resource\/eks-automode-prod$/,
  );
  await expect(page.getByText('Humanitec can deploy here')).toBeVisible();
  for (const part of parts) {
    await expect(
      page.getByRole('button', { name: `${part} in sync`, exact: true }),
    ).toBeVisible();
  }
  await expect(
    page.getByText('Lands here: environment type production'),
  ).toBeVisible();
  expect(complaints).toEqual([]);
});

async function chooseTemplate(page: Page) {
  await page.goto('/catalog');
  await page.getByRole('link', { name: 'Create' }).click();
  // A template's card has no role of its own: the nearest thing around its title that can be chosen.
  await page
    .getByRole('heading', { name: 'Onboard a private EKS cluster' })
    .locator('xpath=ancestor::*[.//button[normalize-space()="Choose"]][1]')
    .getByRole('button', { name: 'Choose' })
    .click();
}

/** The worked example of the runbook is filled in already, page by page. */
async function goThroughForm(page: Page) {
  await expectFilledIn(page, 'Humanitec organization', 'platform-org');
  await expectFilledIn(page, 'AWS account', '111122223333');
  await expectFilledIn(page, 'Region', 'eu-central-1');
  await page.getByRole('button', { name: 'Next' }).click();

  await expectFilledIn(page, 'Cluster name', 'eks-automode-prod');
  await page.getByRole('button', { name: 'Next' }).click();

  await expectFilledIn(page, 'Environment type', 'production');
  await page.getByRole('button', { name: 'Next' }).click();

  await expect(page.getByText("Give up Backstage's own access")).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();

  await expectFilledIn(page, 'Owner', 'group:default/platform-team');
  await page.getByRole('button', { name: 'Review' }).click();

  for (const answer of ['eks-automode-prod', 'production']) {
    await expect(
      page.getByRole('cell', { name: answer, exact: true }),
    ).toBeVisible();
  }
}

async function expectEveryStepGreenWithin(page: Page, timeout: number) {
  await expect(page.getByTestId('step-label')).toHaveCount(13);
  const notGreen = () =>
    page.getByTestId('step-label').evaluateAll(steps =>
      steps.flatMap(step => {
        const icon = step.querySelector('svg');
        const colour = icon ? getComputedStyle(icon).color : 'none';
        const [red, green, blue] = (colour.match(/\d+/g) ?? []).map(Number);
        return green > red && green > blue ? [] : [step.textContent];
      }),
    );
  // Backstage keeps its access unless it is asked to give it up.
  await expect
    .poll(notGreen, { timeout })
    .toEqual([expect.stringContaining('Give up access')]);
}

async function expectFilledIn(page: Page, label: string, value: string) {
  await expect(
    page.getByRole('textbox', { name: label, exact: true }),
  ).toHaveValue(value);
}
