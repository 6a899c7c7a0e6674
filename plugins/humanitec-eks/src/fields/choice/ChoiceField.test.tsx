import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusedWith, unavailable } from '../../../dev/form/formFetch';
import { openForm } from '../__testUtils__/openForm';

const inAcme = { organization: 'acme' };
const production = {
  ...inAcme,
  awsAccountId: '111122223333',
  region: 'eu-central-1',
  clusterName: 'eks-new',
};

describe('A field whose values can be looked up', () => {
  it('carries the title and description of the template, or our own, and says that it is required', async () => {
    openForm({ page: 'Where' });
    const organization = await field('Humanitec organization');
    expect(organization).toHaveAccessibleDescription(
      /^ID of the organization, such as acme\./,
    );
    expect(organization).toHaveAccessibleDescription(/\brequired\b/);
    const account = await field('AWS account');
    expect(account).toHaveAccessibleDescription(
      /^The account that the cluster lives in, 12 digits\./,
    );
    expect(account).not.toHaveAccessibleDescription(/\brequired\b/);
  });

  it('offers what is there, with what people call it and what is worth knowing', async () => {
    openForm({ page: 'Who lands there', answers: inAcme });
    expect(await offeredBy('Application')).toEqual([
      'shop: The web shop · production, staging',
      'billing: Billing',
    ]);
  });

  it('narrows the list as one types, by what people call it too', async () => {
    openForm({ page: 'Where', answers: { awsAccountId: '111122223333' } });
    await userEvent.type(await field('Region'), 'virginia');
    expect(await options()).toEqual(['us-east-1: US East (N. Virginia)']);
  });

  it('takes what is chosen with the keyboard, and tells what it is', async () => {
    openForm({ page: 'Where', answers: { awsAccountId: '111122223333' } });
    const region = await field('Region');
    await userEvent.type(region, 'frank');
    await options();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(region).toHaveValue('eu-central-1');
    await waitFor(() =>
      expect(region).toHaveAccessibleDescription(/Europe \(Frankfurt\)/),
    );
    expect(region).toBeValid();
  });

  it('narrows the list as one types after it was closed, too', async () => {
    openForm({ page: 'Where', answers: { awsAccountId: '111122223333' } });
    const region = await field('Region');
    await offeredBy('Region');
    await userEvent.keyboard('{Escape}v');
    expect(region).toHaveAttribute('aria-expanded', 'true');
    expect(await options()).toEqual(['us-east-1: US East (N. Virginia)']);
  });

  it('takes what was typed to its end already, and closes', async () => {
    openForm({ page: 'Where', answers: { awsAccountId: '111122223333' } });
    const region = await field('Region');
    await userEvent.type(region, 'eu-central-1');
    await options();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(region).toHaveValue('eu-central-1');
    expect(region).toHaveAttribute('aria-expanded', 'false');
  });

  it('offers the whole list again when it is opened with a value in it', async () => {
    openForm({
      page: 'Where',
      answers: { awsAccountId: '111122223333', region: 'eu-central-1' },
    });
    expect(await offeredBy('Region')).toHaveLength(2);
  });

  it('says that it is looking', async () => {
    const { instead } = openForm({ page: 'Where', answers: inAcme });
    instead['choices/awsAccounts'] = () => new Promise(() => {});
    expect(await field('AWS account')).toHaveAccessibleDescription(
      /Looking for AWS accounts …/,
    );
  });

  it('keeps a value from a link that is not among those found, and says so', async () => {
    openForm({
      page: 'Who lands there',
      answers: { ...inAcme, agent: 'gone-agent' },
    });
    const agent = await field('Humanitec Agent');
    expect(agent).toHaveValue('gone-agent');
    await waitFor(() =>
      expect(agent).toHaveAccessibleDescription(
        /gone-agent: not among those found/,
      ),
    );
    expect(agent).toBeValid();
  });

  it('asks each question once, however many fields ask it', async () => {
    const { asked } = openForm({ page: 'Who lands there', answers: inAcme });
    await offeredBy('Application');
    expect(asked.filter(one => one.startsWith('choices/'))).toEqual([
      'choices/environmentTypes?organization=acme',
      'choices/applications?organization=acme',
      'choices/agents?organization=acme',
    ]);
  });
});

describe('A field that depends on another', () => {
  it('says what to choose first, and takes text until then', async () => {
    const { asked } = openForm({ page: 'Where' });
    const region = await field('Region');
    expect(region).toHaveAccessibleDescription(
      /Choose the AWS account first to see what there is, or type it\./,
    );
    await userEvent.type(region, 'eu-west-3');
    expect(region).toHaveValue('eu-west-3');
    expect(asked).not.toContainEqual(expect.stringMatching(/regions/));
  });

  it('asks nothing while the other answer cannot be right yet', async () => {
    const { asked } = openForm({ page: 'Where' });
    await userEvent.type(await field('AWS account'), '444455556666');
    await waitFor(() =>
      expect(asked).toContain('choices/regions?awsAccountId=444455556666'),
    );
    expect(asked.filter(one => one.startsWith('choices/regions'))).toHaveLength(
      1,
    );
  });

  it('names all that it waits for', async () => {
    openForm({ page: 'Cluster' });
    expect(await field('Another cluster')).toHaveAccessibleDescription(
      /Choose the AWS account and the region first/,
    );
  });

  it('is asked again when that changes, and never offers what belongs to the old answer', async () => {
    const { asked } = openForm({
      page: 'Where',
      answers: { awsAccountId: '111122223333' },
    });
    await offeredBy('Region');
    await userEvent.keyboard('{Escape}');
    await userEvent.tripleClick(await field('AWS account'));
    await userEvent.paste('444455556666');
    await userEvent.keyboard('{Escape}');
    await userEvent.click(await field('Region'));
    expect(screen.queryByRole('option', { name: 'eu-central-1' })).toBeNull();
    await waitFor(() =>
      expect(asked).toContain('choices/regions?awsAccountId=444455556666'),
    );
    expect(await options()).toEqual(['eu-west-1: Europe (Ireland)']);
    expect(asked.filter(one => one.startsWith('choices/regions'))).toHaveLength(
      2,
    );
  });

  it('stays open while it is looked up and found, and closes with Escape', async () => {
    const { instead } = openForm({
      page: 'Where',
      answers: { awsAccountId: '111122223333', region: 'eu-central-1' },
    });
    let answer = (_: Response) => {};
    instead['choices/regions'] = () =>
      new Promise(resolve => {
        answer = resolve;
      });
    const region = await field('Region');
    await userEvent.click(region);
    await waitFor(() =>
      expect(region).toHaveAccessibleDescription(/Looking for regions/),
    );
    expect(region).toHaveAttribute('aria-expanded', 'true');

    answer(Response.json({ items: [{ value: 'eu-central-1' }] }));
    await screen.findByRole('option', { name: 'eu-central-1' });
    expect(region).toHaveAttribute('aria-expanded', 'true');
    await userEvent.keyboard('{Escape}');
    expect(region).toHaveAttribute('aria-expanded', 'false');
    expect(region).toHaveValue('eu-central-1');
  });
});

describe('A look-up that fails', () => {
  it('names the reason, leaves free text, and can be tried again', async () => {
    const { instead } = openForm({
      page: 'Who lands there',
      answers: { organization: 'silent' },
    });
    const agent = await field('Humanitec Agent');
    await waitFor(() =>
      expect(agent).toHaveAccessibleDescription(
        /Humanitec did not answer within 10 s\. Try again later\. You can type the ID\./,
      ),
    );
    await userEvent.type(agent, 'my-agent');
    expect(agent).toHaveValue('my-agent');
    await userEvent.keyboard('{Escape}');

    delete instead['choices/agents?organization=silent'];
    await userEvent.click(
      within(fieldOf(agent)).getByRole('button', { name: 'Try again' }),
    );
    await waitFor(() =>
      expect(agent).not.toHaveAccessibleDescription(/did not answer/),
    );
  });

  it('tells who may not look that it is not permitted', async () => {
    openForm({ page: 'Who lands there', answers: { organization: 'closed' } });
    expect(await field('Environment type')).toBeEnabled();
    await waitFor(async () =>
      expect(await field('Environment type')).toHaveAccessibleDescription(
        /You may not look into closed\. You can type the ID\./,
      ),
    );
  });

  it.each([
    [
      'has no answer of ours',
      () => new Response('<html>', { status: 502 }),
      /^Backstage could not be asked\./,
    ],
    [
      'is not permitted without a word',
      () => new Response('', { status: 403 }),
      /^You may not look this up\./,
    ],
    [
      'cannot reach Backstage',
      () => {
        throw new TypeError('Failed to fetch');
      },
      /^Backstage did not answer\./,
    ],
  ])('that %s says so plainly', async (_, answer, words) => {
    const { instead } = openForm({ page: 'Where' });
    instead['choices/organizations'] = answer;
    expect(await screen.findByText(words)).toHaveTextContent(
      /You can type the ID\.$/,
    );
  });

  it('does not hold Next back', async () => {
    openForm({
      page: 'Who lands there',
      answers: { ...production, organization: 'silent', envType: 'production' },
    });
    await field('Environment type');
    await next('Review');
    expect(await screen.findByRole('button', { name: 'Create' })).toBeVisible();
  });
});

describe('A value that was typed', () => {
  it('is held against the rule at once, in words, and again when the page is left', async () => {
    openForm({ page: 'Where', answers: { organization: 'acme' } });
    const account = await field('AWS account');
    await userEvent.type(account, '1234');
    expect(account).toBeInvalid();
    const words = 'An AWS account ID has 12 digits, and nothing else.';
    expect(account).toHaveAccessibleDescription(new RegExp(words));

    await userEvent.keyboard('{Escape}');
    await next('Review');
    // Said by the form now, and not twice.
    await waitFor(() => expect(screen.getAllByText(words)).toHaveLength(1));
    expect(account).toHaveAccessibleDescription(new RegExp(words));
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('is refused when Humanitec does not have it', async () => {
    openForm({ page: 'Who lands there', answers: production });
    const type = await field('Environment type');
    await userEvent.type(type, 'produktion');
    await waitFor(() =>
      expect(type).toHaveAccessibleDescription(
        /Humanitec has no produktion\. Choose another one\./,
      ),
    );
    expect(type).toBeInvalid();
    await userEvent.keyboard('{Escape}');
    await next('Review');
    expect(await screen.findByText(/^'Env Type'/)).toHaveTextContent(
      /Humanitec has no produktion/,
    );
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('is refused when another definition has the rule, until an application makes it more specific', async () => {
    openForm({
      page: 'Who lands there',
      answers: { ...production, envType: 'development' },
    });
    const type = await field('Environment type');
    await waitFor(() =>
      expect(type).toHaveAccessibleDescription(
        /This rule belongs to the k8s-cluster definition shared already\./,
      ),
    );
    await userEvent.type(await field('Application'), 'shop');
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(type).toBeValid());
    await next('Review');
    expect(await screen.findByRole('button', { name: 'Create' })).toBeVisible();
  });

  it('is taken, with a warning, when Humanitec does not answer the check', async () => {
    const { instead } = openForm({
      page: 'Who lands there',
      answers: { ...production, envType: 'production' },
    });
    instead['previews/onboarding'] = () =>
      Response.json({
        findings: [
          {
            severity: 'error',
            field: 'organization',
            reason: 'Humanitec did not answer within 20 s',
            remedy: 'Check the proxy.',
          },
        ],
      });
    const type = await field('Environment type');
    await waitFor(() =>
      expect(type).toHaveAccessibleDescription(
        /Humanitec did not answer within 20 s\. Check the proxy\./,
      ),
    );
    expect(type).toBeValid();
    await next('Review');
    expect(await screen.findByRole('button', { name: 'Create' })).toBeVisible();
  });

  it('is taken, with a warning, when a check cannot reach Backstage', async () => {
    const { instead } = openForm({
      page: 'Who lands there',
      answers: { ...production, envType: 'production' },
    });
    instead['previews/onboarding'] = () => unavailable('It is too busy.');
    const type = await field('Environment type');
    await waitFor(() =>
      expect(type).toHaveAccessibleDescription(
        /It is too busy\. The run checks it again\./,
      ),
    );
    expect(type).toBeValid();
    instead['previews/onboarding'] = () =>
      refusedWith(404, 'NotFoundError', 'Nothing like it');
    await next('Review');
    expect(await screen.findByRole('button', { name: 'Create' })).toBeVisible();
  });
});

function field(name: string) {
  return screen.findByRole('combobox', { name: new RegExp(`^${name}`) });
}

/** What stands around an input: its notices too. */
function fieldOf(input: HTMLElement): HTMLElement {
  const around = input.closest<HTMLElement>('.field');
  if (!around) throw new Error('The input is in no field');
  return around;
}

async function offeredBy(name: string) {
  const input = await field(name);
  await userEvent.click(input);
  return options();
}

async function options(): Promise<string[]> {
  await waitFor(() =>
    expect(screen.getAllByRole('option').length).toBeGreaterThan(0),
  );
  return screen.getAllByRole('option').map(option => {
    const [value, ...notes] = [...option.querySelectorAll('[slot]')].map(
      ({ textContent }) => textContent,
    );
    return notes.length > 0 ? `${value}: ${notes.join(' ')}` : `${value}`;
  });
}

async function next(name: string) {
  await userEvent.click(await screen.findByRole('button', { name }));
}
