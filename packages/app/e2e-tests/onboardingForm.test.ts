/** What the onboarding form looks up, checks and foretells; nothing is created here. */
import { expect, Locator, Page, test } from '@playwright/test';
import { expectAccessible } from './accessibility';
import { makeCluster } from './administrator';
import { listenForComplaints } from './complaints';
import {
  choose,
  chooseTemplate,
  expectField,
  field,
  next,
  review,
} from './form';
import {
  addFault,
  backToStart,
  clearFaults,
  setTimings,
  Timings,
  withoutWaiting,
} from './sandbox';
import { shot } from './shot';

let timings: Timings;

test.beforeEach(async ({ page }) => {
  await backToStart();
  timings = await withoutWaiting();
  await chooseTemplate(page, 'Onboard a private EKS cluster');
});

test.afterEach(async () => {
  await clearFaults();
  await setTimings(timings);
});

test('what is there can be chosen from lists, and the last page foretells what the run does', async ({
  page,
}) => {
  const complaints = listenForComplaints(page);
  await choose(page, 'Humanitec organization', 'platform-org');
  await choose(page, 'AWS account', '111122223333');
  await choose(page, 'Region', 'eu-central-1');
  await expectPage(page, 'where');
  await next(page);

  await field(page, 'Cluster name').fill('eks-forms');
  await page.getByRole('button', { name: /Remove subnet-\S*60002/ }).click();
  await choose(page, 'Subnets', 'subnet-0a1b2c3d4e5f60002', '');
  await expectPage(page, 'cluster');
  await next(page);

  await choose(page, 'Environment type', 'production');
  await choose(page, 'Application', 'shop');
  await expectPage(page, 'rules');
  await next(page);

  await expect(page.getByText("Give up Backstage's own access")).toBeVisible();
  await expectPage(page, 'access');
  await next(page);

  await page.getByRole('button', { name: /^Names/ }).click();
  await expect(
    page.getByText(
      'Will be called humanitec-role-to-access-eks-forms-cluster,',
    ),
  ).toBeVisible();
  await expectPage(page, 'names');
  await next(page);

  for (const sentence of [
    'A private EKS Auto Mode cluster eks-forms in AWS account 111122223333, region eu-central-1.',
    /^Deployments that land there: .*production.*shop/,
    /^It takes about 15 minutes/,
    'Nothing is in the way.',
    '1 comes to eks-forms:',
    'shop/production',
  ]) {
    await expect(page.getByText(sentence).first()).toBeVisible();
  }
  await expectPage(page, 'foretold');
  await review(page);
  await expect(
    page.getByRole('cell', { name: 'eks-forms', exact: true }),
  ).toBeVisible();
  expect(complaints).toEqual([]);
});

test.describe('in the dark', () => {
  test.use({ colorScheme: 'dark' });

  test('the keyboard alone leads from the first field to the review', async ({
    page,
  }) => {
    await expectField(page, 'Humanitec organization', 'platform-org');
    await tabTo(page, 'Humanitec organization');
    await retype(page, 'platform');
    await takeFirst(page, 'Humanitec organization', 'platform-org');
    await tabTo(page, 'AWS account');
    await retype(page, '1111');
    await takeFirst(page, 'AWS account', '111122223333');
    await tabTo(page, 'Region');
    await retype(page, 'frankfurt');
    await takeFirst(page, 'Region', 'eu-central-1');
    await expectPage(page, 'where');
    await press(page, 'Next');

    await tabTo(page, 'Cluster name');
    await retype(page, 'eks-keys');
    await tabTo(page, 'Subnets');
    await press(page, 'Next');

    await tabTo(page, 'Environment type');
    await retype(page, 'prod');
    await takeFirst(page, 'Environment type', 'production');
    await tabTo(page, 'Application');
    await retype(page, 'bill');
    await takeFirst(page, 'Application', 'billing');
    await expectPage(page, 'rules');
    await press(page, 'Next');

    await expect(
      page.getByText("Give up Backstage's own access"),
    ).toBeVisible();
    await press(page, 'Next');
    await expectField(page, 'Owner', 'group:default/platform-team');
    await press(page, 'Next');
    await expect(page.getByText('1 comes to eks-keys:')).toBeVisible();
    await expectPage(page, 'foretold');
    await press(page, 'Review');
    await expect(
      page.getByRole('cell', { name: 'eks-keys', exact: true }),
    ).toBeVisible();
  });
});

test('what cannot be right is said while one types, and Next is refused until it is mended', async ({
  page,
}) => {
  const account = field(page, 'AWS account');
  await account.fill('1234');
  await page.keyboard.press('Escape');
  await expect(account).toHaveAccessibleDescription(
    /An AWS account ID has 12 digits, and nothing else\./,
  );
  await next(page);
  await expect(
    page.getByText(/^'AWS account'|^'Aws Account Id'/),
  ).toBeVisible();
  await expect(account).toBeVisible();
  await shot(page, 'wrong-account');

  await account.fill('111122223333');
  await page.keyboard.press('Escape');
  await next(page);
  await expectField(page, 'Cluster name', 'eks-automode-prod');
});

test('a name that another cluster has is refused', async ({ page }) => {
  await makeCluster('eks-taken');
  await next(page);
  const name = field(page, 'Cluster name');
  await name.fill('eks-taken');
  await expect(name).toHaveAccessibleDescription(
    /a cluster of this name exists, and it does not carry the tag/,
  );
  await expect(name).toHaveAttribute('aria-invalid', 'true');
  await next(page);
  await expect(page.getByText(/^'Cluster Name'|^'Cluster name'/)).toBeVisible();
  await shot(page, 'taken');

  await name.fill('eks-free');
  await next(page);
  await expectField(page, 'Environment type', 'production');
});

test('a rule that another definition has is refused, until an application makes it more specific', async ({
  page,
}) => {
  await next(page);
  await next(page);
  const type = field(page, 'Environment type');
  await type.fill('development');
  await page.keyboard.press('Escape');
  await expect(type).toHaveAccessibleDescription(
    /This rule belongs to the k8s-cluster definition \S+ already/,
  );
  await next(page);
  await expect(type).toBeVisible();
  await expect(type).toHaveAttribute('aria-invalid', 'true');
  await shot(page, 'rule-of-another');

  await choose(page, 'Application', 'shop');
  await next(page);
  await expect(page.getByText("Give up Backstage's own access")).toBeVisible();
});

test('while Humanitec is down the form says so, takes what is typed, and goes on', async ({
  page,
}) => {
  await addFault({
    system: 'humanitec',
    times: 1000,
    effect: { kind: 'error', status: 503 },
  });
  const application = field(page, 'Application');
  // What was looked up before is kept for half a minute.
  await expect(async () => {
    await chooseTemplate(page, 'Onboard a private EKS cluster');
    await next(page);
    await field(page, 'Cluster name').fill('eks-down');
    await next(page);
    await expect(application).toHaveAccessibleDescription(
      /Humanitec .*503.* You can type the ID\./,
      { timeout: 8_000 },
    );
  }).toPass({ timeout: 60_000 });
  await application.fill('shop');
  await page.keyboard.press('Escape');
  await shot(page, 'humanitec-down');
  await next(page);
  await expect(page.getByText("Give up Backstage's own access")).toBeVisible();
});

/** Types in place of what the focused field holds. */
async function retype(page: Page, text: string) {
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text, { delay: 50 });
}

/**
 * Takes the first of the list that typing has narrowed, once it is seen to be
 * marked: a list forgets the mark when keys follow upon one another faster
 * than it takes notice of what was typed.
 */
async function takeFirst(page: Page, label: string, value: string) {
  const option = page.getByRole('option');
  await expect(option).toHaveCount(1);
  await expect(async () => {
    await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(100);
    await expect(option).toHaveAttribute('data-focused', { timeout: 500 });
  }).toPass({ timeout: 10_000 });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listbox')).toHaveCount(0);
  await expectField(page, label, value);
}

async function tabTo(page: Page, label: string) {
  // The list that opens with the focus hides the label, which then counts with all its parts.
  const name = new RegExp(`^${label}`);
  await tabUntil(
    page
      .getByRole('textbox', { name })
      .or(page.getByRole('combobox', { name })),
  );
}

async function press(page: Page, name: string) {
  await tabUntil(page.getByRole('button', { name, exact: true }));
  await page.keyboard.press('Enter');
}

/** Once around the page at most. */
async function tabUntil(there: Locator) {
  await expect(async () => {
    await there.page().keyboard.press('Tab');
    await expect(there).toBeFocused({ timeout: 200 });
  }).toPass({ intervals: [0], timeout: 20_000 });
}

/** What axe finds in the form, and how it looks. */
async function expectPage(page: Page, name: string) {
  await expectAccessible(page.locator('form'));
  await shot(page, name);
}
