import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { partIds, partInfo } from 'backstage-plugin-humanitec-eks-common';
import { report } from '../../dev/reports';
import { ClusterState, StateName, states } from '../../dev/states';
import { answering, switching } from '../binding/__testUtils__/changingStates';
import { openCluster } from '../binding/__testUtils__/openCluster';
import { pressForAnotherWindow } from '../binding/__testUtils__/pressForAnotherWindow';

describe('The tab of a cluster', () => {
  afterEach(() => jest.useRealTimers());

  describe('draws the binding', () => {
    it('with each part under its system, and its status in words', async () => {
      open('ready');
      await seePicture();
      for (const id of partIds) {
        const lane = screen.getByRole('list', { name: partInfo[id].system });
        expect(
          within(lane).getByRole('button', {
            name: new RegExp(`^${partInfo[id].title} in sync`),
          }),
        ).toBeInTheDocument();
      }
    });

    it('with what each part refers to, readable where the line is not seen', async () => {
      open('ready');
      await seePicture();
      expect(node('Cluster definition')).toHaveAccessibleDescription(
        'deploys with Cloud account (driver_account) leads to Cluster (name) goes through Agent definition (agent_url)',
      );
      expect(node('Cloud account')).toHaveAccessibleDescription(
        'assumes Access role',
      );
      expect(node('Cluster')).not.toHaveAccessibleDescription();
    });

    it('with the figures that people look for', async () => {
      open('ready');
      await seePicture();
      expect(node('Agent')).toHaveTextContent('in sync · 2/2');
      expect(node('Cluster')).toHaveTextContent('in sync · 1.36');
    });

    it('without a figure of a part that is not there', async () => {
      open('foreign');
      await seePicture();
      expect(node('Agent')).toHaveAccessibleName(
        'Agent missing eks-automode-prod',
      );
    });

    it.each([
      ['drifted', 'Access role', 'drifted'],
      ['role-changed', 'Deploy access', 'drifted'],
      ['key-revoked', 'Agent', 'drifted'],
      ['rules-deleted', 'Cluster definition', 'drifted'],
      ['agent-stopped', 'Agent', 'drifted'],
      ['missing', 'Cluster definition', 'missing'],
      ['foreign', 'Cloud account', 'not ours'],
      ['silent', 'Runner access', 'unknown'],
    ] as const)('in the state %s with %s %s', async (state, part, word) => {
      open(state);
      await seePicture();
      expect(node(part)).toHaveAccessibleName(
        expect.stringContaining(`${part} ${word}`),
      );
    });
  });

  describe('shows of the part that is chosen', () => {
    it('what differs, field by field, and never a secret', async () => {
      open('drifted');
      await choose('Access role');
      const details = detailsOf('Access role');
      expect(details).toHaveTextContent(
        /maxSessionDuration\s*found43200asked for3600/,
      );
      expect(details).toHaveTextContent(/sts:ExternalId \(hidden\)/);
    });

    it('what it is for, and what it refers to', async () => {
      open('ready');
      await choose('Agent definition');
      expect(detailsOf('Agent definition')).toHaveTextContent(
        /which agent leads to the cluster\.names Agent \(id\)/,
      );
    });

    it('its identifiers, once each, with a button that copies them', async () => {
      const arn =
        'arn:aws:eks:eu-central-1:111122223333:cluster/eks-automode-prod';
      let copied = '';
      letBrowserCopy(() => {
        copied = String(document.getSelection());
        return true;
      });
      open('ready');
      await choose('Cluster');
      expect(within(detailsOf('Cluster')).getAllByText(arn)).toHaveLength(1);
      await userEvent.click(screen.getByRole('button', { name: 'Copy: ARN' }));
      expect(await screen.findByText('Copied: ARN')).toBeInTheDocument();
      expect(copied).toBe(arn);
    });

    it('no success of a copy that the browser leaves to the person', async () => {
      letBrowserCopy(() => false);
      const prompt = jest.spyOn(window, 'prompt').mockReturnValue(null);
      open('ready');
      await choose('Cluster');
      await userEvent.click(screen.getByRole('button', { name: 'Copy: ARN' }));
      expect(prompt).toHaveBeenCalled();
      expect(screen.queryByText('Copied: ARN')).not.toBeInTheDocument();
    });

    it('the way to the console of its system, and to no other', async () => {
      open('ready');
      await choose('Cluster');
      const links = within(detailsOf('Cluster')).getAllByRole('link');
      expect(links.map(link => link.getAttribute('href'))).toEqual([
        expect.stringContaining('console.aws.amazon.com/eks'),
      ]);
    });

    it('the raw data, once they are unfolded', async () => {
      open('drifted');
      await choose('Access role');
      expect(screen.queryByText(/"status": "drifted"/)).not.toBeVisible();
      await userEvent.click(screen.getByRole('button', { name: 'Raw data' }));
      expect(screen.getByText(/"status": "drifted"/)).toBeVisible();
    });

    it('why it is not known, and since when', async () => {
      open('silent');
      await choose('Agent');
      expect(detailsOf('Agent')).toHaveTextContent(
        /Kubernetes could not be read: The API server.*No answer since .*\(4 min ago\)/,
      );
    });
  });

  describe('can be used with the keyboard alone', () => {
    it('arrow keys lead from node to node', async () => {
      open('ready');
      await seePicture();
      const user = userEvent.setup();
      node('Access role').focus();
      await user.keyboard('{ArrowRight}');
      expect(node('Cloud account')).toHaveFocus();
      await user.keyboard('{ArrowDown}{ArrowDown}{ArrowRight}');
      expect(node('Agent')).toHaveFocus();
    });

    it('the details take the focus, and Escape gives it back', async () => {
      open('ready');
      await seePicture();
      const user = userEvent.setup();
      node('Cloud account').focus();
      await user.keyboard('{Enter}');
      expect(
        screen.getByRole('heading', { name: 'Cloud account in sync' }),
      ).toHaveFocus();
      expect(node('Cloud account')).toHaveAttribute('aria-expanded', 'true');

      await user.keyboard('{Escape}');
      expect(node('Cloud account')).toHaveFocus();
      expect(node('Cloud account')).toHaveAttribute('aria-expanded', 'false');

      // From the node itself, too.
      await user.keyboard('{Enter}');
      node('Cloud account').focus();
      await user.keyboard('{Escape}');
      expect(node('Cloud account')).toHaveAttribute('aria-expanded', 'false');
      expect(
        screen.queryByRole('heading', { name: /^Cloud account/ }),
      ).not.toBeInTheDocument();
    });
  });

  describe('tells who lands here', () => {
    it('the rules as sentences', async () => {
      open('rules-and-names');
      const section = await seeSection('Lands here');
      await within(section).findByText(
        /environment type production, class gpu/,
      );
      expect(section).toHaveTextContent(
        'Deployments of application billing land here.',
      );
    });

    it('each environment, where it is, and how its last deployment ended', async () => {
      open('ready');
      await screen.findByText('warehouse');
      expect(rowOf('billing')).toHaveTextContent(
        /production.*is here.*failed1 day ago · ada@acme\.example/,
      );
      expect(rowOf('canary')).toHaveTextContent(
        /comes with its next deployment.*succeeded3 days ago/,
      );
      expect(rowOf('preview')).toHaveTextContent('none yet');
      expect(rowOf('warehouse')).toHaveTextContent(
        /leaves with its next deployment.*in progress/,
      );
    });

    it('ten at a time, and that there are more than it was told of', async () => {
      open('many-environments');
      expect(await screen.findByText('app-09')).toBeInTheDocument();
      expect(screen.queryByText('app-10')).not.toBeInTheDocument();
      expect(screen.getByText('The first 37 of 120.')).toBeInTheDocument();
    });

    it('that nobody does', async () => {
      open('nobody-there');
      const section = await seeSection('Lands here');
      expect(
        await within(section).findByText(/^No environment is here/),
      ).toBeInTheDocument();
      expect(section).toHaveTextContent('No rule sends deployments here.');
    });
  });

  describe('tells how it fares', () => {
    it('when all is well', async () => {
      open('ready');
      const health = await seeSection('Health');
      await within(health).findByText('2 of 2 pods are ready.');
      expect(health).toHaveTextContent(/Expires in 640 days, on .*\. Rotate/);
      expect(health).toHaveTextContent(/1\.36, in standard support until/);
    });

    it('what wears out, with the template that rotates the key', async () => {
      open('wearing-out');
      const health = await seeSection('Health');
      await within(health).findByText('Only 1 of 2 pods are ready.');
      expect(health).toHaveTextContent(/Expires in 12 days.*Rotate it now/);
      expect(health).toHaveTextContent(/standard support ends in 20 days/);
      expect(health).toHaveTextContent('Installed, but not ready.');
      expect(
        within(health).getByRole('link', { name: 'Rotate key' }),
      ).toHaveAttribute(
        'href',
        expect.stringContaining('/create/templates/default/rotate-agent-key?'),
      );
    });

    it('what is over', async () => {
      open('worn-out');
      const health = await seeSection('Health');
      await within(health).findByText(/^Expired on .*Humanitec refuses/);
      expect(health).toHaveTextContent(
        /standard support ended on .* costs more/,
      );
      expect(health).toHaveTextContent(/Missing: deployments in Direct mode/);
    });
  });

  describe('tells what was done', () => {
    it('each run with its end, its time, who started it, and the way to it', async () => {
      open('ready');
      const history = await seeSection('History');
      const [latest] = await within(history).findAllByRole('listitem');
      expect(latest).toHaveTextContent(
        /Rotate the key of a Humanitec Agentdone · 3 days ago · ada/,
      );
      expect(within(latest).getByRole('link')).toHaveAttribute(
        'href',
        expect.stringMatching(/^\/create\/tasks\/task-/),
      );
      expect(history).toHaveTextContent(
        'The latest 200 runs of templates were searched.',
      );
    });

    it('that nothing was, as far as all runs tell', async () => {
      open('nobody-there');
      const history = await seeSection('History');
      expect(
        await within(history).findByText(/^No run of a template/),
      ).toBeInTheDocument();
      expect(history).toHaveTextContent(
        'All 12 runs of templates were searched.',
      );
    });
  });

  it('follows a run that is under way', async () => {
    open('under-repair');
    expect(
      await screen.findByText('Onboard a private EKS cluster is running'),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Watch' })).toHaveAttribute(
      'href',
      expect.stringContaining('/create/tasks/'),
    );
  });

  it('looks for the run of a repair whose form was opened in another window', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
    const state = switching(states.drifted, states['under-repair']);
    const { calls } = open(state);
    const repair = await screen.findByRole('link', { name: 'Repair' });
    await pressForAnotherWindow(repair, user);
    expect(calls.filter(call => call === 'history')).toHaveLength(1);

    state.next();
    act(() => {
      jest.advanceTimersByTime(10_000);
    });
    expect(
      await screen.findByText('Onboard a private EKS cluster is running'),
    ).toBeInTheDocument();
  });

  it('repairs through the template', async () => {
    open('drifted');
    expect(await screen.findByRole('link', { name: 'Repair' })).toHaveAttribute(
      'href',
      expect.stringContaining('onboard-private-eks-cluster?formData='),
    );
  });

  describe('when asked to look again', () => {
    it('asks for what the systems say now, and shows it', async () => {
      const state = switching(states.ready, states.missing);
      const { calls } = open(state);
      await seePicture();
      state.next();
      await userEvent.click(screen.getByRole('button', { name: 'Look again' }));
      await waitFor(() =>
        expect(node('Cluster definition')).toHaveTextContent('missing'),
      );
      expect(calls.slice(3).sort()).toEqual([
        'binding?fresh=true',
        'environments?fresh=true',
        'history',
      ]);
    });

    it('keeps what was found beside the error when that fails', async () => {
      const state = switching(states.ready, states.unreachable);
      open(state);
      await seePicture();
      state.next();
      await userEvent.click(screen.getByRole('button', { name: 'Look again' }));
      expect(
        await screen.findByText(/^Could not look again: Backstage did not/),
      ).toBeInTheDocument();
      expect(node('Cluster')).toBeInTheDocument();
      expect(rowOf('warehouse')).toBeInTheDocument();
    });
  });

  describe('loads each part on its own', () => {
    it('so that the picture stands while other parts fail, each with its own way to try again', async () => {
      open('sections-failing');
      await seePicture();
      expect(
        await screen.findByText('The environments could not be read'),
      ).toBeInTheDocument();
      expect(
        screen.getByText('The history could not be read'),
      ).toBeInTheDocument();
      expect(
        screen.getByText(/^Deployments of.*land here/),
      ).toBeInTheDocument();
      expect(screen.getAllByRole('button', { name: 'Try again' })).toHaveLength(
        2,
      );
    });

    it('so that the history stands when the binding cannot be read', async () => {
      open({ ...states.failing, environments: undefined, history: undefined });
      expect(
        await screen.findByText(/Organization acme is not configured/),
      ).toBeInTheDocument();
      expect(
        screen.queryByRole('heading', { name: 'Health' }),
      ).not.toBeInTheDocument();
      const section = await seeSection('History');
      expect(await within(section).findAllByRole('listitem')).toHaveLength(3);
    });

    it('and says that it is looking meanwhile', async () => {
      open('loading');
      expect(
        await screen.findByText('Looking at AWS, Humanitec and Kubernetes …'),
      ).toBeInTheDocument();
    });
  });

  it.each([
    ['not-permitted', /You may not see this binding/],
    ['not-found', /The backend does not know this binding/],
    ['unreachable', /Backstage did not answer/],
  ] as const)('says once that it is %s', async (state, text) => {
    open(state);
    expect(await screen.findByText(text)).toBeInTheDocument();
    await waitFor(() => expect(screen.getAllByRole('alert')).toHaveLength(1));
    expect(
      screen.queryByRole('heading', { name: 'History' }),
    ).not.toBeInTheDocument();
  });

  it('of a cluster that is not bound offers to onboard it, and keeps its history', async () => {
    open('not-bound');
    expect(
      await screen.findByRole('link', { name: 'Onboard' }),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('heading', { name: 'Health' }),
    ).not.toBeInTheDocument();
    expect(await seeSection('History')).toBeInTheDocument();
  });

  it('of a cluster without annotations names them, and asks nothing', async () => {
    const { calls } = open('no-annotations');
    expect(
      await screen.findByText('4 annotations are missing on this entity:'),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Bind' })).toBeInTheDocument();
    expect(calls).toEqual([]);
  });

  it('shows the sections that the operator chose, in that order', async () => {
    const { calls } = openCluster('ready', {
      place: 'tab',
      config: {
        'entity-content:humanitec-eks/binding': {
          sections: ['history', 'health'],
        },
      },
    });
    await seePicture();
    expect(headings(/^(Lands here|Health|History)$/)).toEqual([
      'History',
      'Health',
    ]);
    expect(calls).not.toContain('environments');
  });

  it('is reached from the card', async () => {
    openCluster('ready');
    expect(
      await screen.findByRole('link', { name: 'View binding' }),
    ).toHaveAttribute('href', '/humanitec');
  });

  it('that the operator has taken away is not led to', async () => {
    openCluster('ready', { place: 'card' });
    await screen.findByText('Humanitec can deploy here');
    expect(
      screen.queryByRole('link', { name: 'View binding' }),
    ).not.toBeInTheDocument();
  });

  it('is not on the page of anything but a cluster', async () => {
    const { entity } = states.ready;
    const { calls } = open({
      ...states.ready,
      entity: { ...entity, spec: { type: 'database' } },
    });
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
    expect(calls).toEqual([]);
  });

  it('keeps the details of the part open while the report changes', async () => {
    const state = switching(
      states.ready,
      answering(() => report([])),
    );
    open(state);
    await choose('Agent');
    state.next();
    await userEvent.click(screen.getByRole('button', { name: 'Look again' }));
    await screen.findByText('12 s ago');
    expect(detailsOf('Agent')).toBeInTheDocument();
  });
});

function open(state: StateName | ClusterState) {
  return openCluster(state, { place: 'tab' });
}

/** What jsdom lacks. */
function letBrowserCopy(execCommand: () => boolean) {
  Object.assign(document, { execCommand });
}

async function seePicture() {
  return screen.findByRole('group', { name: 'Parts of the binding' });
}

function node(part: string) {
  return screen.getByRole('button', {
    name: new RegExp(`^${part} (in sync|drifted|missing|not ours|unknown)`),
  });
}

async function choose(part: string) {
  await seePicture();
  await userEvent.click(node(part));
}

function detailsOf(part: string) {
  return screen.getByRole('region', { name: `${part}: details` });
}

/** A section is the card around its heading. */
async function seeSection(title: string): Promise<HTMLElement> {
  const heading = await screen.findByRole('heading', { name: title });
  const card = heading.closest<HTMLElement>('.bui-Card');
  if (!card) throw new Error(`${title} stands in no card`);
  return card;
}

function rowOf(text: string) {
  return screen.getByRole('row', { name: new RegExp(text) });
}

function headings(name: RegExp) {
  return screen
    .getAllByRole('heading', { name })
    .map(({ textContent }) => textContent);
}
