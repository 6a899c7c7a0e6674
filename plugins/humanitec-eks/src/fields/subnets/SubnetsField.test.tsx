import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { unavailable } from '../../../dev/form/formFetch';
import { openForm } from '../__testUtils__/openForm';

const place = {
  organization: 'acme',
  awsAccountId: '111122223333',
  region: 'eu-central-1',
};

describe('Subnets', () => {
  it('are added one by one from what is there, with their zones, and not offered twice', async () => {
    open();
    await add('private-a1');
    await add('private-a2');
    expect(chosen()).toEqual([
      'subnet-0a1 · private-a1 · eu-central-1a',
      'subnet-0a2 · private-a2 · eu-central-1b',
    ]);
    expect(subnets()).toBeValid();
    expect(subnets()).toHaveValue('');
    await userEvent.keyboard('{ArrowDown}');
    expect(
      await screen.findByRole('option', { name: 'subnet-0a3' }),
    ).toBeVisible();
    expect(screen.queryByRole('option', { name: 'subnet-0a1' })).toBeNull();
  });

  it('can be taken out again', async () => {
    open(['subnet-0a1', 'subnet-0a2']);
    await userEvent.click(
      (
        await screen.findAllByRole('button', { name: /Remove/ })
      )[0],
    );
    expect(chosen()).toEqual(['subnet-0a2 · private-a2 · eu-central-1b']);
  });

  it('may be typed or pasted, several at once', async () => {
    open();
    await userEvent.click(await find());
    await userEvent.paste('subnet-0fff, subnet-0eee');
    await userEvent.keyboard('{Enter}');
    expect(chosen()).toEqual(['subnet-0fff', 'subnet-0eee']);
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    await waitFor(() =>
      expect(subnets()).toHaveAccessibleDescription(
        /subnet-0fff, subnet-0eee: not among those found/,
      ),
    );
  });

  it.each([
    ['only one', ['subnet-0a1'], /^Choose one more: EKS needs two subnets/],
    [
      'of one zone',
      ['subnet-0a1', 'subnet-0a3'],
      /^All of these are in eu-central-1a\./,
    ],
    [
      'of two networks',
      ['subnet-0a1', 'subnet-0b1'],
      /^These are in different VPCs \(vpc-0a, vpc-0b\)\./,
    ],
    [
      'that cannot be one',
      ['subnet-0a1', 'sg-123'],
      /^sg-123: A subnet ID looks like/,
    ],
  ])(
    '%s are refused while one chooses, and when the page is left',
    async (_, ids, words) => {
      open(ids);
      expect(await screen.findByText(words)).toBeInTheDocument();
      expect(await find()).toBeInvalid();
      await leave();
      expect(await screen.findByText(/^'Subnet Ids'/)).toBeInTheDocument();
      expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    },
  );

  it('show what a check of the cluster finds with them', async () => {
    const { instead } = openForm({
      page: 'Cluster',
      answers: {
        ...place,
        clusterName: 'eks-new',
        subnetIds: ['subnet-0a1', 'subnet-0a2'],
      },
    });
    instead['previews/onboarding'] = () =>
      Response.json({
        findings: [
          {
            severity: 'error',
            field: 'cluster.subnetIds',
            reason: 'subnet-0a1 has 3 free addresses; EKS needs 6',
            remedy: 'Choose a larger subnet.',
          },
        ],
      });
    await waitFor(async () =>
      expect(await find()).toHaveAccessibleDescription(
        /subnet-0a1 has 3 free addresses; EKS needs 6\. Choose a larger subnet\./i,
      ),
    );
  });

  it('are taken as they are when AWS does not answer', async () => {
    const { instead } = open(['subnet-0a1', 'subnet-0a3']);
    instead['choices/subnets'] = () => unavailable('AWS did not answer.');
    await waitFor(async () =>
      expect(await find()).toHaveAccessibleDescription(
        /AWS did not answer\. You can type the IDs\./,
      ),
    );
    expect(subnets()).toBeValid();
    await leave();
    expect(await screen.findByRole('button', { name: 'Create' })).toBeVisible();
  });
});

function open(subnetIds: string[] = []) {
  return openForm({ page: 'Cluster', answers: { ...place, subnetIds } });
}

const find = () => screen.findByRole('combobox', { name: 'Subnets' });
const subnets = () => screen.getByRole('combobox', { name: 'Subnets' });

async function add(title: string) {
  await userEvent.type(await find(), title);
  await screen.findByRole('option');
  await userEvent.keyboard('{ArrowDown}{Enter}');
}

function chosen() {
  return screen.getAllByRole('row').map(({ textContent }) => textContent);
}

async function leave() {
  await userEvent.click(await screen.findByRole('button', { name: 'Review' }));
}
