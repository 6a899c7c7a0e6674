import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openForm } from '../__testUtils__/openForm';

const cluster = {
  organization: 'acme',
  awsAccountId: '111122223333',
  region: 'eu-central-1',
  clusterName: 'eks-new',
};

describe('Folded settings', () => {
  it('are folded away while they are all as usual', async () => {
    openForm({ page: 'Names', answers: cluster });
    const head = await screen.findByRole('button', { name: /^More about/ });
    expect(head).toHaveAccessibleName(/^More about the cluster\s*defaults$/);
    expect(head).toHaveAttribute('aria-expanded', 'false');
    expect(screen.queryByLabelText('KMS key')).toBeNull();
  });

  it('open with the keyboard, and hold the standard fields', async () => {
    openForm({ page: 'Names', answers: cluster });
    const head = await screen.findByRole('button', { name: /^More about/ });
    head.focus();
    await userEvent.keyboard('{Enter}');
    expect(head).toHaveAttribute('aria-expanded', 'true');
    await userEvent.type(await screen.findByLabelText('KMS key'), 'arn:x');
    expect(head).toHaveAccessibleName(
      /^More about the cluster\s*1 setting changed$/,
    );
  });

  it('are open when something in them was filled in, and say how much', async () => {
    openForm({
      page: 'Names',
      answers: {
        ...cluster,
        clusterOptions: { supportType: 'EXTENDED', encryptionKeyArn: 'arn:x' },
      },
    });
    expect(
      await screen.findByRole('button', {
        name: /^More about the cluster\s*2 settings changed$/,
      }),
    ).toHaveAttribute('aria-expanded', 'true');
    expect(await screen.findByLabelText('KMS key')).toHaveValue('arn:x');
  });

  it('open when something in them is wrong', async () => {
    openForm({
      page: 'Names',
      answers: { ...cluster, clusterOptions: { encryptionKeyArn: 'key' } },
    });
    const head = await screen.findByRole('button', { name: /^More about/ });
    await userEvent.click(head);
    expect(head).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await waitFor(() => expect(head).toHaveAttribute('aria-expanded', 'true'));
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });
});

describe('A name that follows from the cluster', () => {
  it('is shown before anybody gives one', async () => {
    await openNames();
    expect(
      screen.getByText(
        'Will be called humanitec-role-to-access-eks-new-cluster, unless you give another name.',
      ),
    ).toBeInTheDocument();
    expect(role()).toHaveAccessibleDescription(/Will be called/);
    expect(role()).toHaveValue('');
  });

  it('follows from another name that was given', async () => {
    await openNames({ names: { accessRole: 'my-role' } });
    expect(
      screen.getByText(/^Will be called my-role-policy,/),
    ).toBeInTheDocument();
  });

  it('waits for the name of the cluster', async () => {
    await openNames({ clusterName: undefined });
    expect(
      screen.getAllByText(/^Follows from the name of the cluster/),
    ).toHaveLength(2);
  });

  it('keeps the rule of the system that it is for, at once and when the page is left', async () => {
    await openNames();
    await userEvent.type(role(), 'x'.repeat(65));
    expect(role()).toBeInvalid();
    expect(role()).toHaveAccessibleDescription(
      /Use at most 64 letters, digits and _\+=,\.@-/,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(
      await screen.findByText(/^'Names' accessRole: Use at most 64/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('tells when something else has it, and leaves it to the person to adopt that', async () => {
    await openNames({ names: { accessRole: 'taken' } });
    await waitFor(() =>
      expect(role()).toHaveAccessibleDescription(
        /one of this name exists and does not carry our tag/,
      ),
    );
    expect(role()).toBeInvalid();
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(await screen.findByRole('button', { name: 'Create' })).toBeVisible();
  });
});

const role = () =>
  screen.getByRole('textbox', { name: 'IAM role that Humanitec assumes' });

async function openNames(answers = {}) {
  openForm({ page: 'Names', answers: { ...cluster, ...answers } });
  const head = await screen.findByRole('button', { name: /^Names/ });
  if (head.getAttribute('aria-expanded') === 'false') {
    await userEvent.click(head);
  }
  await screen.findByRole('textbox', {
    name: 'IAM role that Humanitec assumes',
  });
}
