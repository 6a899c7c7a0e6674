import { fetchApiRef } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FleetRow } from 'backstage-plugin-humanitec-eks-common';
import { catalogStandIn } from '../../dev/catalogStandIn';
import { FleetFetch, fleetFetch } from '../../dev/fleet/fleetFetch';
import { fleetRows } from '../../dev/fleet/fleetRows';
import { refusedWith, unavailable } from '../../dev/form/formFetch';
import { scaffolderStandIn } from '../../dev/scaffolderStandIn';
import plugin from '../index';
import { addressBar, shownInAddress } from './__testUtils__/addressBar';

const firstPage = 'sort=verdict&order=asc&offset=0&limit=50';

const shop: FleetRow = {
  entityRef: 'resource:default/shop-production',
  title: 'Shop, production',
  organization: 'acme',
  awsAccountId: '111122223333',
  region: 'eu-central-1',
  clusterName: 'eks-automode-prod',
  verdict: 'broken',
  reason: 'Agent: 1 of 2 pods is ready.',
  kubernetesVersion: '1.36',
  agent: { ready: 1, wanted: 2 },
  criteria: [{ envType: 'production', appId: 'shop' }, {}],
  environments: 5,
  observedAt: new Date(Date.now() - 12_000).toISOString(),
};

const justCome: FleetRow = {
  entityRef: 'resource:platform/billing',
  title: 'billing',
  organization: 'globex',
  awsAccountId: '444455556666',
  region: 'us-east-1',
  clusterName: 'billing',
  criteria: [],
};

describe('The page of all clusters', () => {
  describe('with its rows', () => {
    it('tells of each cluster whether Humanitec can deploy there, and why not', async () => {
      open([shop]);
      const row = await findRow('Shop, production');
      expect(valuesIn(row)).toEqual([
        'Shop, productioneks-automode-prod',
        'Will failAgent: 1 of 2 pods is ready.',
        'acme',
        '111122223333',
        'eu-central-1',
        '1.36',
        'production, application shopeverything5 environments',
        '1/21 of 2 ready',
        expect.stringMatching(/^1\d s ago$/),
      ]);
    });

    it('says of a cluster that was not looked at yet that it was not', async () => {
      open([justCome]);
      const row = await findRow('billing');
      expect(valuesIn(row)).toEqual([
        'billing',
        'Not looked at yet',
        'globex',
        '444455556666',
        'us-east-1',
        ...Array(4).fill('–not known'),
      ]);
    });

    it('says of a cluster that was looked at that nothing lands there', async () => {
      open([{ ...shop, criteria: [], environments: 0 }]);
      const row = await findRow('Shop, production');
      expect(valuesIn(row)[6]).toBe('nothing0 environments');
    });

    it('leads to the page of a cluster', async () => {
      open([justCome]);
      await userEvent.click(
        await screen.findByRole('link', { name: 'billing' }),
      );
      expect(
        await screen.findByText('Page of resource:platform/billing'),
      ).toBeInTheDocument();
    });

    it('leads there by keyboard', async () => {
      open([shop, justCome]);
      (await findRow('Shop, production')).focus();
      await userEvent.keyboard('{ArrowDown}{ArrowRight}{Enter}');
      expect(
        await screen.findByText('Page of resource:platform/billing'),
      ).toBeInTheDocument();
    });

    it('names clusters without leading anywhere in an app without a catalog', async () => {
      open([shop], { catalog: false });
      await findRow('Shop, production');
      expect(
        screen.queryByRole('link', { name: 'Shop, production' }),
      ).not.toBeInTheDocument();
    });

    it('has the cluster as the header of its row', async () => {
      open([shop]);
      await findRow('Shop, production');
      expect(
        screen.getByRole('rowheader', { name: /^Shop, production/ }),
      ).toBeInTheDocument();
    });

    it('shows the worst fifty of a thousand first', async () => {
      const { asked } = open(fleetRows(1_000));
      await expectClusters(1_000);
      expect(screen.getAllByRole('row')).toHaveLength(51);
      expect(asked).toEqual([firstPage]);
      expect(screen.getByText('1–50 of 1,000')).toBeInTheDocument();
    });
  });

  describe('with its counts', () => {
    it('tells how many clusters there are of each verdict, the worst first', async () => {
      open(fleetRows(100));
      await expectClusters(100);
      const counts = within(screen.getByRole('group', { name: 'Deployments' }))
        .getAllByRole('button')
        .map(({ textContent }) => textContent);
      expect(counts).toEqual([
        'Will fail5',
        'Cannot tell3',
        'Differs4',
        'Not bound1',
        'Can deploy86',
        'Not looked at yet1',
      ]);
    });

    it('shows those of one verdict, of several, and all again', async () => {
      const { asked } = open(fleetRows(100));
      await expectClusters(100);
      const failing = verdict('Will fail');
      expect(failing).toHaveAttribute('aria-pressed', 'false');

      await userEvent.click(failing);
      await expectClusters(5);
      expect(failing).toHaveAttribute('aria-pressed', 'true');

      await userEvent.click(verdict('Differs'));
      await expectClusters(9);
      expect(shownInAddress()).toBe('verdict=broken&verdict=differs');

      await userEvent.click(failing);
      await userEvent.click(verdict('Differs'));
      await expectClusters(100);
      expect(shownInAddress()).toBe('');
      expect(asked[2]).toBe(`verdict=broken&verdict=differs&${firstPage}`);
    });

    it('has no button for clusters not looked at where there are none', async () => {
      open([shop]);
      await expectClusters(1);
      expect(
        screen.queryByRole('button', { name: /Not looked at/ }),
      ).not.toBeInTheDocument();
    });
  });

  describe('that is searched', () => {
    it('asks once when nobody types any more', async () => {
      const { asked } = open(fleetRows(100));
      await expectClusters(100);
      await userEvent.type(search(), 'shop-staging');
      await expectClusters(6);
      expect(asked).toEqual([firstPage, `search=shop-staging&${firstPage}`]);
      expect(shownInAddress()).toBe('search=shop-staging');
    });

    it('asks at once with Enter', async () => {
      open(fleetRows(100));
      await expectClusters(100);
      await userEvent.type(search(), 'ml{Enter}');
      expect(shownInAddress()).toBe('search=ml');
    });

    it('shows all again once the search is cleared', async () => {
      open(fleetRows(100), { query: 'search=shop-staging' });
      await expectClusters(6);
      expect(search()).toHaveValue('shop-staging');
      await userEvent.clear(search());
      await expectClusters(100);
      expect(shownInAddress()).toBe('');
    });
  });

  describe('that is filtered', () => {
    it.each([
      ['Organization', 'globex', 'organization=globex'],
      ['AWS account', '111122223335', 'awsAccountId=111122223335'],
      ['Region', 'us-east-1', 'region=us-east-1'],
      ['Version', '1.35', 'kubernetesVersion=1.35'],
      ['Environment type', 'staging', 'envType=staging'],
    ])('by %s', async (label, value, filter) => {
      const { asked } = open(fleetRows(100));
      await expectClusters(100);
      await choose(label, value);
      await waitFor(() => expect(asked).toContain(`${filter}&${firstPage}`));
      expect(shownInAddress()).toBe(filter);
    });

    it('by any of several values', async () => {
      open(fleetRows(100), { query: 'region=eu-west-1' });
      await expectClusters(25);
      await choose('Region', 'us-east-1');
      await expectClusters(49);
      expect(shownInAddress()).toBe('region=eu-west-1&region=us-east-1');
    });

    it('says how many clusters each value has', async () => {
      open(fleetRows(100));
      await expectClusters(100);
      await userEvent.click(filterFor('Organization'));
      const option = await screen.findByRole('option', { name: 'globex' });
      expect(option).toHaveTextContent('globex30 clusters');
    });

    it('begins with the first page again', async () => {
      open(fleetRows(200), { query: 'page=3' });
      await expectClusters(200);
      await userEvent.click(verdict('Will fail'));
      await expectClusters(10);
      expect(shownInAddress()).toBe('verdict=broken');
    });

    it('says that nothing matches, and clears the filters', async () => {
      open(fleetRows(100), { query: 'search=nowhere&region=eu-west-1' });
      expect(await screen.findByText('No cluster matches')).toBeInTheDocument();
      await userEvent.click(
        within(screen.getByRole('grid')).getByRole('button', {
          name: 'Clear filters',
        }),
      );
      await expectClusters(100);
      expect(shownInAddress()).toBe('');
      expect(search()).toHaveValue('');
    });

    it('shows a filter that fits nothing any more, so that it can be taken away', async () => {
      open(fleetRows(10), { query: 'organization=sold' });
      expect(await screen.findByText('No cluster matches')).toBeInTheDocument();
      await choose('Organization', 'sold');
      await expectClusters(10);
    });
  });

  describe('that is sorted', () => {
    it('by a column, and the other way round', async () => {
      const { asked } = open(fleetRows(100));
      await expectClusters(100);
      expect(column('Deployments')).toHaveAttribute('aria-sort', 'ascending');

      await userEvent.click(column('Region'));
      await waitFor(() =>
        expect(asked[1]).toBe('sort=region&order=asc&offset=0&limit=50'),
      );
      expect(column('Region')).toHaveAttribute('aria-sort', 'ascending');

      await userEvent.click(column('Region'));
      await waitFor(() =>
        expect(asked[2]).toBe('sort=region&order=desc&offset=0&limit=50'),
      );
      expect(column('Region')).toHaveAttribute('aria-sort', 'descending');
      expect(shownInAddress()).toBe('sort=region&order=desc');
    });

    it('never by what the backend cannot sort by', async () => {
      open(fleetRows(10));
      await expectClusters(10);
      for (const name of ['Lands here', 'Agent']) {
        expect(column(name)).not.toHaveAttribute('aria-sort');
      }
    });
  });

  describe('with more rows than it shows', () => {
    it('goes to the next page and back', async () => {
      const { asked } = open(fleetRows(120));
      await expectClusters(120);
      expect(button('Previous page')).toBeDisabled();
      await userEvent.click(button('Next page'));
      expect(await screen.findByText('51–100 of 120')).toBeInTheDocument();
      await userEvent.click(button('Next page'));
      expect(await screen.findByText('101–120 of 120')).toBeInTheDocument();
      await waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(21));
      expect(button('Next page')).toBeDisabled();
      expect(asked[2]).toBe('sort=verdict&order=asc&offset=100&limit=50');

      await userEvent.click(button('Previous page'));
      expect(await screen.findByText('51–100 of 120')).toBeInTheDocument();
      expect(shownInAddress()).toBe('page=2');
    });

    it('shows as many on a page as is wished', async () => {
      const { asked } = open(fleetRows(120));
      await expectClusters(120);
      await choose(/Rows a page/, '100 rows');
      await waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(101));
      expect(asked[1]).toBe('sort=verdict&order=asc&offset=0&limit=100');
      expect(shownInAddress()).toBe('pageSize=100');
    });

    it('shows the last page when there are fewer than there were', async () => {
      open(fleetRows(120), { query: 'page=9' });
      expect(await screen.findByText('101–120 of 120')).toBeInTheDocument();
      expect(shownInAddress()).toBe('page=3');
    });
  });

  describe('whose address holds its state', () => {
    it('opens as it was left, and goes back step by step', async () => {
      open(fleetRows(200), {
        query: 'theme=dark&verdict=ready&sort=title&pageSize=25&page=2',
      });
      expect(await screen.findByText('26–50 of 172')).toBeInTheDocument();
      expect(column('Cluster')).toHaveAttribute('aria-sort', 'ascending');
      expect(verdict('Can deploy')).toHaveAttribute('aria-pressed', 'true');

      await userEvent.click(verdict('Can deploy'));
      await expectClusters(200);
      expect(shownInAddress()).toBe('theme=dark&sort=title&pageSize=25');

      await userEvent.click(screen.getByRole('button', { name: 'Back' }));
      expect(await screen.findByText('26–50 of 172')).toBeInTheDocument();
      expect(verdict('Can deploy')).toHaveAttribute('aria-pressed', 'true');
    });

    it('goes back past what was typed to how it was before', async () => {
      open(fleetRows(100), { query: 'sort=title' });
      await expectClusters(100);
      await userEvent.click(verdict('Can deploy'));
      await expectClusters(86);
      await userEvent.type(search(), 'shop-staging');
      await expectClusters(4);
      await userEvent.click(screen.getByRole('button', { name: 'Back' }));
      await expectClusters(100);
      expect(search()).toHaveValue('');
    });

    it('ignores what makes no sense in it, and says so', async () => {
      const { asked } = open(fleetRows(10), {
        query: 'sort=colour&verdict=fine&page=0',
      });
      expect(
        await screen.findByText(
          'Not understood in the address: verdict=fine, sort=colour, page=0',
        ),
      ).toBeInTheDocument();
      expect(asked).toEqual([firstPage]);
    });
  });

  describe('while the backend looks at clusters', () => {
    beforeEach(() => {
      jest.useFakeTimers({ advanceTimers: true });
    });

    afterEach(() => {
      jest.useRealTimers();
    });

    it('says so, and asks again every few seconds until all are known', async () => {
      const fleet = open([justCome], { more: { refreshing: true } });
      expect(await screen.findByText('Looking: 1 left …')).toBeInTheDocument();
      expect(fleet.asked).toHaveLength(1);

      fleet.rows = [{ ...justCome, verdict: 'ready', observedAt: now() }];
      jest.advanceTimersByTime(3_000);
      expect(
        await screen.findByText('Looking at the clusters …'),
      ).toBeInTheDocument();
      expect(fleet.asked).toEqual([firstPage, firstPage]);

      fleet.more = { refreshing: false };
      jest.advanceTimersByTime(3_000);
      await waitFor(() =>
        expect(
          screen.queryByText('Looking at the clusters …'),
        ).not.toBeInTheDocument(),
      );
      expect(fleet.asked).toHaveLength(3);
      jest.advanceTimersByTime(30_000);
      expect(fleet.asked).toHaveLength(3);
    });

    it('leaves each row where it is', async () => {
      const rows = fleetRows(3);
      const fleet = open(rows, { more: { refreshing: true } });
      await expectClusters(3);
      const before = namesInOrder();
      expect(before).toHaveLength(3);

      const last = rows.find(({ title }) => title === before[2]);
      fleet.rows = rows.map(row =>
        row === last ? { ...row, verdict: 'broken' } : row,
      );
      jest.advanceTimersByTime(3_000);
      expect(
        await within(screen.getByRole('grid')).findByText('Will fail'),
      ).toBeInTheDocument();
      expect(namesInOrder()).toEqual(before);
    });

    it('asks nothing while nobody looks', async () => {
      const visibility = jest.spyOn(document, 'visibilityState', 'get');
      visibility.mockReturnValue('hidden');
      const { asked } = open([justCome], { more: { refreshing: true } });
      expect(await screen.findByText('Looking: 1 left …')).toBeInTheDocument();
      jest.advanceTimersByTime(60_000);
      expect(asked).toHaveLength(1);

      visibility.mockReturnValue('visible');
      document.dispatchEvent(new Event('visibilitychange'));
      await waitFor(() => expect(asked.length).toBeGreaterThan(1));
      visibility.mockRestore();
    });
  });

  describe('while somebody looks at it', () => {
    beforeEach(() => {
      jest.useFakeTimers({ advanceTimers: true });
    });

    afterEach(() => {
      jest.useRealTimers();
      jest.restoreAllMocks();
    });

    it('shows after a minute at most what others have changed', async () => {
      const fleet = open([{ ...shop, verdict: 'ready' }]);
      await findRow('Shop, production');
      fleet.rows = [shop];
      jest.advanceTimersByTime(60_000);
      expect(
        await within(screen.getByRole('grid')).findByText('Will fail'),
      ).toBeInTheDocument();
      expect(fleet.asked).toEqual([firstPage, firstPage]);
    });

    it('asks nothing once nobody does, and at once when somebody does again', async () => {
      const { asked } = open([shop]);
      await findRow('Shop, production');
      const visibility = jest.spyOn(document, 'visibilityState', 'get');
      const become = (state: DocumentVisibilityState) =>
        act(() => {
          visibility.mockReturnValue(state);
          document.dispatchEvent(new Event('visibilitychange'));
        });
      become('hidden');
      jest.advanceTimersByTime(10 * 60_000);
      expect(asked).toHaveLength(1);

      become('visible');
      await waitFor(() => expect(asked).toHaveLength(2));
    });
  });

  describe('when not all is known', () => {
    it('names the organizations that did not answer, and why', async () => {
      open([shop], {
        more: {
          failures: [
            { organization: 'acme', reason: 'Humanitec refused the token.' },
            { organization: 'globex', reason: 'Humanitec answered 503.' },
          ],
        },
      });
      const title = await screen.findByText('2 organizations did not answer');
      const notice = title.closest('[role="status"]');
      expect(notice).toHaveTextContent('acme: Humanitec refused the token.');
      expect(notice).toHaveTextContent('globex: Humanitec answered 503.');
      expect(await findRow('Shop, production')).toBeInTheDocument();
    });

    it('says that it looks for clusters before the first answer', async () => {
      open([], { instead: () => new Promise(() => {}) });
      expect(
        await screen.findByText('Looking for clusters …'),
      ).toBeInTheDocument();
      expect(verdict('Will fail')).toHaveTextContent(/^Will fail$/);
      expect(
        screen.queryByRole('link', { name: /production/ }),
      ).not.toBeInTheDocument();
    });

    it('says who can help when the user may not see the clusters', async () => {
      open([], {
        instead: async () => refusedWith(403, 'NotAllowedError', 'no'),
      });
      const alert = await screen.findByRole('alert');
      expect(alert).toHaveTextContent('You may not see the clusters');
      expect(alert).toHaveTextContent('humanitecEks.binding.read');
      expect(screen.queryByRole('grid')).not.toBeInTheDocument();
    });

    it.each<[string, () => Promise<Response>, string]>([
      [
        'is down',
        async () => unavailable('The database does not answer.'),
        'The clusters could not be readThe database does not answer.',
      ],
      [
        'cannot be reached',
        async () => {
          throw new TypeError('Failed to fetch');
        },
        'Backstage did not answerCheck your connection, then try again.',
      ],
      [
        'is hidden by a proxy',
        async () =>
          new Response('<html>Bad gateway</html>', {
            status: 502,
            headers: { 'content-type': 'text/html' },
          }),
        'The clusters could not be readThe backend answered with status 502.',
      ],
      [
        'lacks the plugin',
        async () => refusedWith(404, 'NotFoundError', 'no'),
        'The backend does not know this page',
      ],
    ])('says what is wrong when the backend %s', async (_, instead, said) => {
      const fleet = open([shop], { instead });
      expect(await screen.findByRole('alert')).toHaveTextContent(said);

      fleet.instead = undefined;
      await userEvent.click(button('Try again'));
      expect(await findRow('Shop, production')).toBeInTheDocument();
      expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    });

    it('keeps the last rows when the backend does not answer any more', async () => {
      const fleet = open([shop]);
      await findRow('Shop, production');
      fleet.instead = async () => unavailable('The database does not answer.');
      await userEvent.click(button('Load again'));
      const alert = await screen.findByRole('alert');
      expect(alert).toHaveTextContent('Below is what was found before.');
      expect(await findRow('Shop, production')).toBeInTheDocument();
    });
  });

  describe('without any cluster', () => {
    it.each([
      ['Onboard a new cluster', 'onboard-private-eks-cluster'],
      ['Bind an existing one', 'bind-existing-eks-cluster'],
    ])('leads to the template: %s', async (name, template) => {
      open([]);
      expect(await screen.findByText('No cluster yet')).toBeInTheDocument();
      expect(screen.queryByRole('grid')).not.toBeInTheDocument();
      await userEvent.click(screen.getByRole('link', { name }));
      expect(
        await screen.findByText(
          `Template /create/templates/default/${template} with {}`,
        ),
      ).toBeInTheDocument();
    });

    it('leads nowhere in an app without a scaffolder', async () => {
      open([], { scaffolder: false });
      expect(await screen.findByText('No cluster yet')).toBeInTheDocument();
      expect(
        screen.queryByRole('link', { name: /cluster|existing/ }),
      ).not.toBeInTheDocument();
    });
  });

  it('is the main part of what Backstage shows', async () => {
    open([shop]);
    await findRow('Shop, production');
    expect(
      within(screen.getByRole('main')).getByRole('grid'),
    ).toBeInTheDocument();
  });

  it('stands in the navigation', async () => {
    open([shop], { path: '/' });
    await userEvent.click(
      await screen.findByRole('link', { name: 'Humanitec' }),
    );
    expect(await findRow('Shop, production')).toBeInTheDocument();
  });
});

function open(
  rows: FleetRow[],
  options: {
    path?: string;
    query?: string;
    more?: FleetFetch['more'];
    instead?: FleetFetch['instead'];
    catalog?: boolean;
    scaffolder?: boolean;
  } = {},
): FleetFetch {
  const { query = '', more = {}, instead } = options;
  const { catalog = true, scaffolder = true } = options;
  const { path = `/humanitec-eks${query && `?${query}`}` } = options;
  const fleet = Object.assign(fleetFetch(rows), { more, instead });
  renderTestApp({
    features: [
      plugin,
      ...(catalog ? [catalogStandIn] : []),
      ...(scaffolder ? [scaffolderStandIn] : []),
    ],
    extensions: [addressBar],
    apis: [[fetchApiRef, fleet]],
    initialRouteEntries: [path],
  });
  return fleet;
}

async function findRow(title: string): Promise<HTMLElement> {
  const header = await screen.findByRole('rowheader', {
    name: name => name.startsWith(title),
  });
  return header.closest<HTMLElement>('[role="row"]')!;
}

/** What is read in each cell, titles of columns aside. */
function valuesIn(row: HTMLElement): string[] {
  return [...row.children].map(cell => {
    const [label] = cell.querySelectorAll('.label');
    return (cell.textContent ?? '').slice(label?.textContent?.length ?? 0);
  });
}

function namesInOrder(): string[] {
  return screen
    .getAllByRole('rowheader')
    .map(({ textContent }) => textContent ?? '');
}

async function expectClusters(count: number) {
  const told = `${count.toLocaleString('en')} cluster${count === 1 ? '' : 's'}`;
  expect(
    await screen.findByText(
      (content, element) =>
        content === told && element?.closest('[role="status"]') !== null,
    ),
  ).toBeInTheDocument();
}

async function choose(label: string | RegExp, value: string) {
  await userEvent.click(filterFor(label));
  await userEvent.click(await screen.findByRole('option', { name: value }));
  await userEvent.keyboard('{Escape}');
}

function filterFor(label: string | RegExp) {
  return screen.getByRole('button', {
    name: name =>
      typeof label === 'string' ? name.endsWith(label) : label.test(name),
  });
}

function verdict(word: string) {
  return screen.getByRole('button', { name: new RegExp(`^${word}`) });
}

function button(name: string) {
  return screen.getByRole('button', { name });
}

function column(name: string) {
  return screen.getByRole('columnheader', { name });
}

function search() {
  return screen.getByRole('searchbox', { name: 'Search' });
}

function now(): string {
  return new Date().toISOString();
}
