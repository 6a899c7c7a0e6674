import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openForm } from '../__testUtils__/openForm';

const place = {
  organization: 'acme',
  awsAccountId: '111122223333',
  region: 'eu-central-1',
};

describe('The name of a new cluster', () => {
  it('is held against the rule of EKS at once', async () => {
    open();
    await type('1 bad name');
    expect(name()).toBeInvalid();
    expect(name()).toHaveAccessibleDescription(
      /Use letters, digits, hyphens and underscores, at most 100/,
    );
  });

  it('is free when nothing has it', async () => {
    const { asked } = open();
    await type('eks-new');
    await waitFor(() =>
      expect(asked).toContainEqual(expect.stringMatching(/^previews/)),
    );
    await leave();
    expect(await screen.findByRole('button', { name: 'Create' })).toBeVisible();
    expect(asked.filter(one => one.startsWith('previews/'))).toEqual([
      `previews/onboarding ${JSON.stringify({
        input: { ...place, clusterName: 'eks-new' },
        subjects: ['names'],
      })}`,
    ]);
  });

  it('is refused when a cluster that is not ours has it', async () => {
    open();
    await type('billing');
    await waitFor(() => expect(name()).toBeInvalid());
    expect(name()).toHaveAccessibleDescription(
      /A cluster of this name is there already, and not of this binding\./,
    );
    await leave();
    expect(await screen.findByText(/^'Cluster Name'/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('may be that of a cluster to adopt', async () => {
    const { asked } = open({ adopt: true });
    await type('billing');
    await waitFor(() =>
      expect(asked).toContainEqual(expect.stringMatching(/^previews/)),
    );
    await leave();
    expect(await screen.findByRole('button', { name: 'Create' })).toBeVisible();
  });

  it('may be that of a cluster whose onboarding is to be completed, and says so', async () => {
    open();
    await type('half-onboarded');
    await waitFor(() =>
      expect(name()).toHaveAccessibleDescription(
        /carries the mark of this binding: the run completes what is missing/,
      ),
    );
    expect(name()).toBeValid();
  });

  it('warns of a derived name that something else has, which another name or adopting may resolve later', async () => {
    open();
    await type('derived-taken');
    await waitFor(() =>
      expect(name()).toHaveAccessibleDescription(
        /one of this name exists and does not carry our tag\. Choose another name/,
      ),
    );
    expect(name()).toBeValid();
    await leave();
    expect(await screen.findByRole('button', { name: 'Create' })).toBeVisible();
  });

  function open(answers = {}) {
    return openForm({ page: 'Cluster', answers: { ...place, ...answers } });
  }
});

describe('The name of a cluster that is there', () => {
  it('is chosen from those of the account and region', async () => {
    openForm({ page: 'Cluster', answers: place });
    const other = await screen.findByRole('combobox', {
      name: 'Another cluster',
    });
    await userEvent.click(other);
    expect(
      await screen.findByRole('option', { name: 'billing' }),
    ).toBeInTheDocument();
    await userEvent.type(other, 'half{ArrowDown}{Enter}');
    expect(other).toHaveValue('half-onboarded');
  });
});

describe('The name of the cluster, once more', () => {
  it('is refused while it is another one, and taken when it is the same', async () => {
    openForm({ page: 'Off-board', answers: { clusterName: 'eks-prod' } });
    const confirm = await screen.findByRole('textbox', {
      name: 'Name of the cluster, once more',
    });
    await userEvent.type(confirm, 'eks-');
    expect(confirm).toBeValid();
    await userEvent.type(confirm, 'stage');
    expect(confirm).toBeInvalid();
    const words =
      'The cluster is called eks-prod. Write that name, or go back and choose another cluster.';
    expect(confirm).toHaveAccessibleDescription(words);
    await leave();
    expect(await screen.findByText(/^'Confirm'/)).toHaveTextContent(words);

    await userEvent.clear(confirm);
    await userEvent.type(confirm, 'eks-pro');
    await leave();
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    await userEvent.type(confirm, 'd');
    await leave();
    expect(await screen.findByRole('button', { name: 'Create' })).toBeVisible();
  });
});

const name = () => screen.getByRole('textbox', { name: 'Cluster name' });

async function type(text: string) {
  await userEvent.type(
    await screen.findByRole('textbox', { name: 'Cluster name' }),
    text,
  );
}

async function leave() {
  await userEvent.click(await screen.findByRole('button', { name: 'Review' }));
}
