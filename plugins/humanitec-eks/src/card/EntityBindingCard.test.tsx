import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { partIds, partInfo } from 'backstage-plugin-humanitec-eks-common';
import { definitionMissing, report } from '../../dev/reports';
import { ClusterState, StateName, states } from '../../dev/states';
import { answering, switching } from '../binding/__testUtils__/changingStates';
import { openCluster } from '../binding/__testUtils__/openCluster';
import { pressForAnotherWindow } from '../binding/__testUtils__/pressForAnotherWindow';

const templates = '/create/templates/default';
const templatePath = `${templates}/onboard-private-eks-cluster`;
const identity = {
  organization: 'acme',
  awsAccountId: '111122223333',
  region: 'eu-central-1',
  clusterName: 'eks-automode-prod',
};
const formValues = {
  ...identity,
  envType: 'production',
  subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
  owner: 'group:default/platform-team',
};

describe('The card of a cluster', () => {
  afterEach(() => jest.useRealTimers());

  describe('that is bound', () => {
    it('says that Humanitec can deploy there', async () => {
      open('ready');
      await expectVerdict('Humanitec can deploy here');
    });

    it('tells the status of all eight parts in words, each under its system', async () => {
      open('ready');
      await expectVerdict(/can deploy/);
      for (const id of partIds) {
        const { title, system } = partInfo[id];
        const lane = screen.getByRole('list', { name: system });
        expect(
          within(lane).getByRole('button', {
            name: `${title}${id === 'agent' ? ' 2/2' : ''} in sync`,
          }),
        ).toBeInTheDocument();
      }
      expect(screen.getAllByRole('button', { name: /in sync$/ })).toHaveLength(
        8,
      );
    });

    it('tells who lands there, and where it is', async () => {
      open('ready');
      await expectVerdict(/can deploy/);
      expect(screen.getByText(/Lands here/).parentElement).toHaveTextContent(
        'Lands here: environment type production',
      );
      expect(
        screen.getByText(
          'Organization acme · AWS account 111122223333 · eu-central-1',
        ),
      ).toBeInTheDocument();
    });

    it('tells how many applications and environments that are', async () => {
      open('ready');
      expect(
        await screen.findByText('3 applications, 5 environments'),
      ).toBeInTheDocument();
    });

    it('asks for nothing but the binding', async () => {
      const { calls } = open('ready');
      await expectVerdict(/can deploy/);
      expect(calls).toEqual(['binding']);
    });

    it('leads to the consoles of the systems, in a new tab', async () => {
      open('ready');
      const link = await screen.findByRole('link', {
        name: /Cluster in AWS.*new tab/,
      });
      expect(link).toHaveAttribute(
        'href',
        expect.stringContaining('console.aws.amazon.com'),
      );
      expect(link).toHaveAttribute('target', '_blank');
    });

    it('offers no remedy', async () => {
      open('ready');
      await expectVerdict(/can deploy/);
      expect(
        screen.queryByRole('link', { name: /Repair|Onboard/ }),
      ).not.toBeInTheDocument();
    });

    it('tells how old the report is', async () => {
      open('ready');
      expect(await screen.findByText(/^1\d s ago$/)).toBeInTheDocument();
    });
  });

  describe('whose binding has drifted', () => {
    it('says that it works when no deployment notices the difference', async () => {
      open('differs');
      await expectVerdict('Works, but differs from what was asked for');
      expect(screen.getByText('upgradePolicy.supportType')).toBeInTheDocument();
    });

    it('says that deployments will fail when they do, and what differs, found and asked for', async () => {
      open('drifted');
      await expectVerdict('Deployments will fail');
      expect(
        screen.getByText('Access role differs from what was asked for'),
      ).toBeInTheDocument();
      expect(screen.getByText('attachedPolicies')).toBeInTheDocument();
      expect(screen.getByText('nothing')).toBeInTheDocument();
      expect(
        screen.getByText(/^arn:aws:iam::111122223333:policy/),
      ).toBeInTheDocument();
      expect(
        screen.getByRole('button', { name: 'Access role drifted' }),
      ).toBeInTheDocument();
    });

    it('follows the run of a repair whose form was opened in another window', async () => {
      jest.useFakeTimers({ advanceTimers: true });
      const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
      const { calls } = open('under-repair');
      const repair = await screen.findByRole('link', { name: 'Repair' });
      expect(calls).toEqual(['binding']);
      await pressForAnotherWindow(repair, user);
      act(() => {
        jest.advanceTimersByTime(10_000);
      });
      expect(
        await screen.findByText('Onboard a private EKS cluster is running'),
      ).toBeInTheDocument();
      expect(screen.getByRole('link', { name: 'Watch' })).toHaveAttribute(
        'href',
        expect.stringContaining('/create/tasks/'),
      );
    });

    it('repairs through the template, filled with what is known', async () => {
      open('drifted');
      await userEvent.click(
        await screen.findByRole('link', { name: 'Repair' }),
      );
      await expectOpened(templatePath, formValues);
    });

    it('asks in a repair for every rule and every name that is there', async () => {
      open('rules-and-names');
      await userEvent.click(
        await screen.findByRole('link', { name: 'Repair' }),
      );
      await expectOpened(templatePath, {
        ...formValues,
        envType: 'staging',
        appId: 'shop',
        criteria: [
          { envType: 'production', class: 'gpu' },
          { appId: 'billing' },
        ],
        names: {
          accessRole: 'humanitec-access',
          clusterDefinition: 'platform-production',
          runnerNamespace: 'tofu',
        },
      });
    });

    it('opens a part for every field and its facts, and never shows a secret', async () => {
      open('drifted');
      const button = await screen.findByRole('button', {
        name: 'Access role drifted',
      });
      expect(button).toHaveAttribute('aria-expanded', 'false');
      await userEvent.click(button);

      expect(button).toHaveAttribute('aria-expanded', 'true');
      const details = screen.getByRole('region', {
        name: 'Access role: details',
      });
      expect(button).toHaveAttribute('aria-controls', details.id);
      expect(details).toHaveTextContent(/sts:ExternalId \(hidden\)/);
      expect(details).toHaveTextContent(
        /maxSessionDuration\s*found43200asked for3600/,
      );
      expect(details).toHaveTextContent(/Rolearn:aws:iam::111122223333:role/);
    });
  });

  describe('of which a part is missing', () => {
    it('says that deployments will fail and names the most urgent part first', async () => {
      open('missing');
      await expectVerdict('Deployments will fail');
      expect(
        screen.getByText('Cluster definition is missing'),
      ).toBeInTheDocument();
      expect(
        screen.queryByText('Access role differs from what was asked for'),
      ).not.toBeInTheDocument();
      expect(screen.getByRole('link', { name: 'Repair' })).toHaveAttribute(
        'href',
        expect.stringContaining(templatePath),
      );
    });

    it('says so when no rule sends deployments there', async () => {
      open('missing');
      await expectVerdict(/will fail/);
      expect(
        screen.getByText(/no rule sends deployments here/),
      ).toBeInTheDocument();
    });
  });

  it('that meets something foreign tells why, and how to go on', async () => {
    open('foreign');
    await expectVerdict('Deployments will fail');
    expect(
      screen.getByText(/^Cloud account: something that is not ours/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/its name does not carry our mark/),
    ).toBeInTheDocument();
    expect(screen.getByText(/Find out who made it/)).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Open template' }),
    ).toBeInTheDocument();
  });

  it('whose binding was taken away, but not the cluster, offers to onboard it again', async () => {
    open('cluster-alone');
    await expectVerdict('Not onboarded to Humanitec');
    expect(screen.getByText(/^The cluster is there\./)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Onboard' })).toHaveAttribute(
      'href',
      expect.stringContaining(templatePath),
    );
  });

  describe('that somebody else made', () => {
    const bindPath = `${templates}/bind-existing-eks-cluster`;

    it('is bound through the template for such clusters', async () => {
      open('cluster-of-others');
      await expectVerdict('Not onboarded to Humanitec');
      expect(screen.getByText(/^The cluster is there\./)).toBeInTheDocument();
      const { subnetIds, envType, ...values } = formValues;
      await userEvent.click(screen.getByRole('link', { name: 'Bind' }));
      await expectOpened(bindPath, values);
    });

    it('is repaired through it, asked for as it was bound', async () => {
      open('cluster-of-others-drifted');
      await expectVerdict('Deployments will fail');
      const { subnetIds, ...values } = formValues;
      await userEvent.click(screen.getByRole('link', { name: 'Repair' }));
      await expectOpened(bindPath, {
        ...values,
        aws: { iamPath: '/platform/' },
        access: { accountType: 'aws-identity' },
      });
    });

    it('and stands in the way of a new one leads to it, too', async () => {
      open('cluster-not-ours');
      await expectVerdict('Deployments will fail');
      expect(
        screen.getByRole('link', { name: 'Open template' }),
      ).toHaveAttribute('href', expect.stringContaining(bindPath));
    });
  });

  it('that is not bound offers the onboarding', async () => {
    open('not-bound');
    await expectVerdict('Not onboarded to Humanitec');
    expect(screen.getByRole('link', { name: 'Onboard' })).toHaveAttribute(
      'href',
      expect.stringContaining(templatePath),
    );
    expect(screen.queryByText(/Lands here/)).not.toBeInTheDocument();
  });

  describe('of which a system is silent', () => {
    it('names the system, the reason and the parts once, and looks again', async () => {
      const { asked } = open('silent');
      await expectVerdict('Cannot tell whether Humanitec can deploy here');
      expect(screen.getAllByText('Kubernetes could not be read')).toHaveLength(
        1,
      );
      expect(
        screen.getByText(/did not answer within 10 s/),
      ).toBeInTheDocument();
      expect(screen.getByText(/^No answer since/)).toHaveTextContent(
        /since .* \(4 min ago\)\.$/,
      );
      expect(
        screen.getByText(
          'Not known therefore: Agent, Deploy access, Runner access.',
        ),
      ).toBeInTheDocument();
      const [, besideTheReason] = screen.getAllByRole('button', {
        name: 'Look again',
      });
      await userEvent.click(besideTheReason);
      await waitFor(() => expect(asked).toHaveLength(2));
    });

    it('names each silent system beside a more urgent problem', async () => {
      open('silent-and-missing');
      await expectVerdict('Deployments will fail');
      expect(screen.getByText('Access role is missing')).toBeInTheDocument();
      expect(
        screen.getByText('Humanitec could not be read'),
      ).toBeInTheDocument();
      expect(
        screen.getByText('Kubernetes could not be read'),
      ).toBeInTheDocument();
    });

    it('offers no repair or change that would not know what to ask for', async () => {
      open('silent-and-missing');
      await expectVerdict('Deployments will fail');
      expect(
        screen.getByText(/offered once all of that can be read/),
      ).toBeInTheDocument();
      expect(
        screen.queryByRole('link', { name: 'Repair' }),
      ).not.toBeInTheDocument();
      expect(await menuItems()).toEqual(['Rotate key', 'Off-board']);
    });

    it('offers a repair when it is Kubernetes alone, which is often out of reach for good', async () => {
      open('silent-kubernetes-and-missing');
      expect(
        await screen.findByRole('link', { name: 'Repair' }),
      ).toBeInTheDocument();
    });

    it('does not claim that nothing lands there when it could not be read', async () => {
      open('silent-and-missing');
      expect(
        await screen.findByText(/definition could not be read/),
      ).toBeInTheDocument();
      expect(screen.queryByText(/no rule/)).not.toBeInTheDocument();
    });

    it('tells the reason in the details of a part, too', async () => {
      open('silent');
      await userEvent.click(
        await screen.findByRole('button', { name: 'Agent unknown' }),
      );
      expect(
        screen.getByRole('region', { name: 'Agent: details' }),
      ).toHaveTextContent(/Kubernetes could not be read: The API server/);
    });
  });

  it('says that it is looking while nothing is known yet', async () => {
    open('loading');
    expect(
      await screen.findByText('Looking at AWS, Humanitec and Kubernetes …'),
    ).toBeInTheDocument();
  });

  describe('without a report', () => {
    it('names the permission that is needed', async () => {
      open('not-permitted');
      await expectAlert(
        /You may not see this binding.*permission humanitecEks\.binding\.read/,
      );
    });

    it('tells what the backend did not find', async () => {
      open('not-found');
      await expectAlert(
        /does not know this binding.*Entity resource:default\/not-found was not found/,
      );
    });

    it('tells what the backend says', async () => {
      open('failing');
      await expectAlert(
        /could not be read.*Organization acme is not configured/,
      );
    });

    it('keeps the page of a proxy to itself', async () => {
      open('behind-proxy');
      await expectAlert(/could not be read.*status 502/);
      expect(screen.queryByText(/Bad gateway/)).not.toBeInTheDocument();
    });

    it('tries again when asked to', async () => {
      const state = switching(states.unreachable, states.ready);
      open(state);
      await expectAlert(/Backstage did not answer/);
      state.next();
      await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
      await expectVerdict(/can deploy/);
      expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    });
  });

  describe('when asked to look again', () => {
    it('asks for what the systems say now, and shows it', async () => {
      const state = switching(states.ready, states.missing);
      const { calls } = open(state);
      await expectVerdict(/can deploy/);
      state.next();
      await userEvent.click(screen.getByRole('button', { name: 'Look again' }));
      await expectVerdict('Deployments will fail');
      expect(calls[1]).toBe('binding?fresh=true');
    });

    it('keeps the old report beside the error when that fails', async () => {
      const state = switching(states.ready, states.unreachable);
      open(state);
      await expectVerdict(/can deploy/);
      state.next();
      await userEvent.click(screen.getByRole('button', { name: 'Look again' }));
      await expectAlert(/Could not look again.*what was found before/);
      await expectVerdict(/can deploy/);
    });
  });

  describe('without annotations', () => {
    it('lists all that are missing and offers to bind the cluster', async () => {
      open('no-annotations');
      expect(
        await screen.findByText('4 annotations are missing on this entity:'),
      ).toBeInTheDocument();
      expect(screen.getByText('humanitec.com/orgId')).toBeInTheDocument();
      expect(
        screen.getByText(/humanitec-eks\/aws-account-id: "111122223333"/),
      ).toBeInTheDocument();
      expect(screen.getByRole('link', { name: 'Bind' })).toHaveAttribute(
        'href',
        expect.stringContaining(`${templates}/bind-existing-eks-cluster`),
      );
    });

    it('names the only one that is missing and fills in the others', async () => {
      open('one-annotation-missing');
      expect(
        await screen.findByText('One annotation is missing on this entity:'),
      ).toBeInTheDocument();
      expect(screen.getByText('humanitec-eks/region')).toBeInTheDocument();
      expect(screen.queryByText('humanitec.com/orgId')).not.toBeInTheDocument();

      const { region, ...known } = identity;
      await userEvent.click(screen.getByRole('link', { name: 'Bind' }));
      await expectOpened(`${templates}/bind-existing-eks-cluster`, known);
    });
  });

  describe('in the menu', () => {
    it.each([
      ['Change', 'onboard-private-eks-cluster', formValues],
      ['Rotate key', 'rotate-agent-key', identity],
      ['Off-board', 'offboard-eks-cluster', identity],
    ])('has %s, filled in', async (name, template, values) => {
      open('ready');
      await openMenu();
      await userEvent.click(await screen.findByRole('menuitem', { name }));
      await expectOpened(`${templates}/${template}`, values);
    });

    it('has no key to rotate where there is no agent', async () => {
      open('foreign');
      await expectVerdict(/will fail/);
      expect(await menuItems()).toEqual(['Change', 'Off-board']);
    });

    it.each([
      ['not-bound', 'Not onboarded to Humanitec'],
      ['loading', 'Looking at AWS, Humanitec and Kubernetes …'],
      ['failing', 'The binding could not be read'],
    ] as const)(
      'has nothing, so it is not there, in the state %s',
      async (state, text) => {
        open(state);
        expect(await screen.findByText(text)).toBeInTheDocument();
        expect(
          screen.queryByRole('button', {
            name: 'Change, rotate key, off-board',
          }),
        ).not.toBeInTheDocument();
      },
    );
  });

  describe('with templates that the operator chose', () => {
    it('opens these', async () => {
      open('drifted', {
        templates: { onboard: 'platform/our-clusters', offboard: 'retire' },
      });
      expect(
        await screen.findByRole('link', { name: 'Repair' }),
      ).toHaveAttribute(
        'href',
        expect.stringContaining('/create/templates/platform/our-clusters?'),
      );
      await openMenu();
      expect(
        screen.getByRole('menuitem', { name: 'Off-board' }),
      ).toHaveAttribute(
        'href',
        expect.stringContaining(`${templates}/retire?`),
      );
    });

    it('shows no entry where none is wanted', async () => {
      open('drifted', { templates: { onboard: false, rotateKey: false } });
      await expectVerdict(/will fail/);
      expect(
        screen.queryByRole('link', { name: 'Repair' }),
      ).not.toBeInTheDocument();
      expect(await menuItems()).toEqual(['Off-board']);
    });
  });

  it('can be used with the keyboard alone', async () => {
    open('ready');
    await expectVerdict(/can deploy/);
    const user = userEvent.setup();
    screen.getByRole('link', { name: 'test' }).focus(); // the page's title
    await user.tab();
    expect(screen.getByRole('button', { name: 'Look again' })).toHaveFocus();
    await user.tab();
    expect(
      screen.getByRole('button', { name: 'Change, rotate key, off-board' }),
    ).toHaveFocus();
    await user.keyboard('{Enter}{ArrowDown}');
    expect(screen.getByRole('menuitem', { name: 'Rotate key' })).toHaveFocus();
    await user.keyboard('{Escape}');
    await waitFor(() =>
      expect(
        screen.getByRole('button', { name: 'Change, rotate key, off-board' }),
      ).toHaveFocus(),
    );
    await user.tab();
    expect(
      screen.getByRole('button', { name: 'Cluster in sync' }),
    ).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(
      screen.getByRole('region', { name: 'Cluster: details' }),
    ).toHaveTextContent(/Kubernetes version1\.36/);
    await user.keyboard('{Enter}');
    expect(
      screen.queryByRole('region', { name: 'Cluster: details' }),
    ).not.toBeInTheDocument();
  });

  it('shows no remedy that leads nowhere in an app without a scaffolder', async () => {
    open('missing', { scaffolder: false });
    await expectVerdict(/will fail/);
    expect(
      screen.queryByRole('link', { name: 'Repair' }),
    ).not.toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Change, rotate key, off-board' }),
    ).not.toBeInTheDocument();
  });

  it('is not on the page of anything but a cluster', async () => {
    const { entity } = states.ready;
    const { asked } = open({
      ...states.ready,
      entity: { ...entity, spec: { type: 'database' } },
    });
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
    expect(asked).toEqual([]);
  });

  it('shortens what is long in the problem, not in the details', async () => {
    const changes = [1, 2, 3, 4].map(n => ({
      ...definitionMissing.changes[0],
      name: `definition-${n}`,
    }));
    const part = { ...definitionMissing, changes } as typeof definitionMissing;
    open(answering(() => report([part])));
    expect(await screen.findByText('and 2 more')).toBeInTheDocument();
    expect(screen.queryByText('definition-4')).not.toBeInTheDocument();

    await userEvent.click(
      screen.getByRole('button', { name: 'Cluster definition missing' }),
    );
    expect(screen.getByText('definition-4')).toBeInTheDocument();
  });
});

function open(
  state: StateName | ClusterState,
  {
    scaffolder,
    templates: chosen,
  }: { scaffolder?: boolean; templates?: Record<string, string | false> } = {},
) {
  return openCluster(state, {
    place: 'card',
    scaffolder,
    config: chosen && { 'api:humanitec-eks/templates': { templates: chosen } },
  });
}

async function expectVerdict(text: string | RegExp) {
  await waitFor(() =>
    expect(screen.getByRole('status')).toHaveTextContent(text),
  );
}

async function expectOpened(path: string, values: object) {
  const opened = await screen.findByText(`Template ${path} with`, {
    exact: false,
  });
  const [, json] = opened.textContent?.split(' with ') ?? [];
  expect(JSON.parse(json)).toEqual(values);
}

async function openMenu() {
  await userEvent.click(
    await screen.findByRole('button', {
      name: 'Change, rotate key, off-board',
    }),
  );
}

async function menuItems() {
  await openMenu();
  return screen.getAllByRole('menuitem').map(item => item.textContent);
}

async function expectAlert(text: RegExp) {
  expect(await screen.findByRole('alert')).toHaveTextContent(text);
}
