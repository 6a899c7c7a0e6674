import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusedWith, unavailable } from '../../../dev/form/formFetch';
import { openForm } from '../__testUtils__/openForm';

const answers = {
  organization: 'acme',
  awsAccountId: '111122223333',
  region: 'eu-central-1',
  clusterName: 'eks-new',
  subnetIds: ['subnet-0a1', 'subnet-0a2'],
  envType: 'production',
};

describe('The preview of an onboarding', () => {
  it('says in sentences what will be made where, who lands there, and how long it takes', async () => {
    open();
    const preview = await onboarding();
    expect(preview).toHaveTextContent(
      'A private EKS Auto Mode cluster eks-new in AWS account 111122223333, region eu-central-1.',
    );
    expect(preview).toHaveTextContent(
      /organization acme can deploy to it: .* IAM role humanitec-role-to-access-eks-new-cluster/,
    );
    expect(preview).toHaveTextContent(
      'Deployments that land there: environment type production.',
    );
    expect(preview).toHaveTextContent(/It takes about 15 minutes/);
  });

  it('asks with all answers, as the steps of the template pass them on', async () => {
    const { asked } = open({
      clusterOptions: { supportType: 'EXTENDED' },
      version: '1.28',
      names: { accessRole: '', cloudAccount: 'mine' },
      criteria: [],
    });
    await onboarding();
    expect(asked).toContain(
      `previews/onboarding ${JSON.stringify({
        input: {
          organization: 'acme',
          awsAccountId: '111122223333',
          region: 'eu-central-1',
          clusterName: 'eks-new',
          envType: 'production',
          names: { cloudAccount: 'mine' },
          cluster: {
            version: '1.28',
            subnetIds: ['subnet-0a1', 'subnet-0a2'],
            supportType: 'EXTENDED',
          },
        },
        newCluster: true,
      })}`,
    );
  });

  it('says that nothing is in the way', async () => {
    open();
    expect(
      await within(await onboarding()).findByText('Nothing is in the way.'),
    ).toBeInTheDocument();
  });

  it('shows what a run would stop at, and what to know before, each with its remedy, and lets one go on', async () => {
    open({ envType: 'nowhere', version: '1.28' });
    const preview = await onboarding();
    expect(
      await within(preview).findByText('The run would stop: 1 problem'),
    ).toBeInTheDocument();
    expect(preview).toHaveTextContent(
      'Humanitec has no nowhere. Choose another one.',
    );
    expect(preview).toHaveTextContent('1 thing to know before');
    expect(preview).toHaveTextContent(
      'Standard support of 1.28 has ended. Choose a newer one.',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(await screen.findByRole('button', { name: 'Create' })).toBeVisible();
  });

  it('tells which environments come, leave, are held and stay, some by name and the rest counted', async () => {
    open();
    const preview = await onboarding();
    expect(
      await within(preview).findByText('7 come to eks-new:'),
    ).toBeVisible();
    expect(preview).toHaveTextContent('app-a/production, from eks-old');
    expect(preview).toHaveTextContent('and 2 more');
    expect(preview).not.toHaveTextContent('app-f/production');
    expect(preview).toHaveTextContent(
      '1 leaves eks-new:shop/production, to no cluster: its deployments will fail',
    );
    expect(preview).toHaveTextContent(
      /1 stays elsewhere, held by a more specific rule:billing\/production, held by eks-billing/,
    );
    expect(preview).toHaveTextContent('2 are there already and stay.');
  });

  it('waits for the four facts', async () => {
    const { asked } = open({ region: undefined });
    expect(await onboarding()).toHaveTextContent(
      /Organization, AWS account, region and cluster are needed/,
    );
    expect(asked).toEqual([]);
  });

  it('says that it is looking', async () => {
    const { instead } = open();
    instead.previews = () => new Promise(() => {});
    expect(await onboarding()).toHaveTextContent(
      'Looking at AWS and Humanitec …',
    );
  });

  it('warns when it could not look, and looks again when asked to', async () => {
    const { instead } = open();
    instead['previews/onboarding'] = () =>
      unavailable('Backstage is starting.');
    const preview = await onboarding();
    expect(
      await within(preview).findByText(
        'Backstage is starting. The run checks it again.',
      ),
    ).toBeInTheDocument();
    delete instead['previews/onboarding'];
    await userEvent.click(
      within(preview).getByRole('button', { name: 'Check again' }),
    );
    expect(
      await within(preview).findByText('Nothing is in the way.'),
    ).toBeInTheDocument();
  });
});

describe('The preview of a removal', () => {
  it('tells why a run would refuse and what depends on it, then what goes and what stays', async () => {
    open();
    const preview = await removal();
    expect(
      await within(preview).findByText('The run would refuse'),
    ).toBeInTheDocument();
    expect(preview).toHaveTextContent(
      'An environment is deployed there; remove it first, or use force.',
    );
    expect(preview).toHaveTextContent(
      '1 environment is deployed thereshop/production: k8s-cluster',
    );
    expect(preview).toHaveTextContent(
      'Access role: IAM role humanitec-role-to-access-eks-new-cluster, IAM policy',
    );
    expect(preview).toHaveTextContent(
      'EKS cluster eks-new: you asked to keep it',
    );
  });

  it('asks with what was answered to the other questions', async () => {
    const { asked } = open({
      force: true,
      keepCluster: false,
      liftDeletionProtection: true,
    });
    const preview = await removal();
    expect(await within(preview).findByText('Goes')).toBeInTheDocument();
    expect(within(preview).queryByText('The run would refuse')).toBeNull();
    const { organization, awsAccountId, region, clusterName } = answers;
    expect(asked).toContain(
      `previews/removal ${JSON.stringify({
        organization,
        awsAccountId,
        region,
        clusterName,
        keepCluster: false,
        liftDeletionProtection: true,
        force: true,
      })}`,
    );
  });

  it('warns when it is not permitted', async () => {
    const { instead } = open();
    instead['previews/removal'] = () =>
      refusedWith(403, 'NotAllowedError', 'You may not look there.');
    await waitFor(async () =>
      expect(await removal()).toHaveTextContent('You may not look there.'),
    );
  });
});

function open(more = {}) {
  return openForm({
    page: 'What will happen',
    answers: { ...answers, ...more },
  });
}

const onboarding = () =>
  screen.findByRole('region', { name: 'What will happen' });
const removal = () => screen.findByRole('region', { name: 'What will go' });
