import type { Fleet, FleetRow } from 'backstage-plugin-humanitec-eks-common';
import {
  FleetStack,
  lookedAt,
  readFleet,
  startFleetStack,
  untilFleet,
} from './__testUtils__/fleetStack';

jest.setTimeout(240_000);

const COUNT = 24;

// One story: the first test sees the fleet before anybody has looked at it.
describe('the fleet of an organization', () => {
  let stack: FleetStack;
  beforeAll(async () => {
    stack = await startFleetStack(COUNT, {
      before: async ({ world }) =>
        // Nobody else asks for that.
        world.faults.add({
          operation: 'GET /orgs/{orgId}/agents',
          times: 3,
          effect: { kind: 'delay', seconds: 3 },
        }),
    });
  });
  afterAll(() => stack?.stop());

  const names = ({ items }: Fleet) =>
    items.map(({ clusterName }) => clusterName);
  const inTrouble = (trouble: string, { items }: Fleet): FleetRow[] =>
    items.filter(
      row =>
        stack.clusters.find(
          ({ clusterName }) => clusterName === row.clusterName,
        )?.trouble === trouble,
    );

  it('is told at once, without verdicts, while it is looked at for the first time', async () => {
    const first = await untilFleet(stack, ({ total }) => total === COUNT);
    expect(first).toMatchObject({
      refreshing: true,
      failures: [],
      counts: { verdict: { notLookedAt: COUNT } },
    });
    expect(first.items[0]).toEqual({
      entityRef: expect.stringMatching(/^resource:default\//),
      title: first.items[0].clusterName,
      organization: 'platform-org',
      awsAccountId: expect.stringMatching(/^\d{12}$/),
      region: expect.any(String),
      clusterName: expect.any(String),
      criteria: [],
    });
    await untilFleet(stack, lookedAt(COUNT));
  });

  it('is not looked at again within a minute, however many ask', async () => {
    stack.sandbox.world.calls.clear();
    await Promise.all(Array.from({ length: 20 }, () => readFleet(stack)));
    expect(stack.calls()).toEqual([]);
  });

  it('shows a cluster that is well with all that a row tells', async () => {
    const [first] = stack.clusters;
    const { items } = await readFleet(stack, { search: first.clusterName });
    expect(items).toEqual([
      {
        entityRef: `resource:default/${first.clusterName}`,
        title: first.clusterName,
        organization: 'platform-org',
        awsAccountId: first.awsAccountId,
        region: first.region,
        clusterName: first.clusterName,
        verdict: 'ready',
        kubernetesVersion: first.version,
        agent: { ready: 2, wanted: 2 },
        criteria: [{ envType: first.envType, appId: first.appId }],
        environments: 1,
        observedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      },
    ]);
  });

  it.each([
    [
      'criteriaDeleted',
      'broken',
      /^Cluster definition: .* nothing lands here$/,
    ],
    ['agentDeleted', 'broken', /^Agent: agent .* is missing$/],
    ['scaledToZero', 'broken', /^Agent: the agent is scaled to zero$/],
    ['renamed', 'differs', /^Cluster definition: .* differs in name$/],
    ['unreachable', 'unknown', /^Agent: .*127\.0\.0\.1:2/],
    [
      'accessEntryDeleted',
      'unknown',
      /^Deploy access: there is no access entry/,
    ],
  ])('shows what is wrong: %s', async (trouble, verdict, reason) => {
    const [row] = inTrouble(trouble, await readFleet(stack));
    expect(row).toMatchObject({
      verdict,
      reason: expect.stringMatching(reason),
    });
    expect(row.reason).not.toContain('\n');
  });

  it('shows all others as ready, without a reason', async () => {
    const { items } = await readFleet(stack);
    const well = items.filter(({ verdict }) => verdict === 'ready');
    expect(well).toHaveLength(COUNT - 6);
    expect(well.filter(({ reason }) => reason !== undefined)).toEqual([]);
  });

  it.each<[string, (row: FleetRow) => unknown, string[]]>([
    ['verdict', row => row.verdict, ['broken', 'differs']],
    ['organization', row => row.organization, ['platform-org']],
    ['awsAccountId', row => row.awsAccountId, ['444455556666']],
    ['region', row => row.region, ['eu-west-1', 'us-east-1']],
    ['kubernetesVersion', row => row.kubernetesVersion, ['1.35']],
    ['envType', row => row.criteria[0]?.envType, ['staging', 'development']],
  ])(
    'is filtered by %s, and counted without filters',
    async (filter, valueOf, wanted) => {
      const all = await readFleet(stack);
      const some = await readFleet(stack, { [filter]: wanted });
      const expected = all.items.filter(row =>
        wanted.includes(String(valueOf(row))),
      );
      expect(names(some)).toEqual(names({ ...all, items: expected }));
      expect(some.total).toBe(expected.length);
      expect(expected.length).toBeGreaterThan(0);
      expect(some.counts).toEqual(all.counts);
    },
  );

  it('is filtered by several things at once', async () => {
    const { items } = await readFleet(stack, {
      region: 'eu-central-1',
      awsAccountId: '111122223333',
      envType: 'production',
    });
    expect(items.map(({ clusterName }) => clusterName)).toEqual([
      'checkout-0001',
    ]);
  });

  it('counts each value among all that there are', async () => {
    const { counts } = await readFleet(stack, { limit: '1' });
    expect(counts).toEqual({
      verdict: { ready: 18, broken: 3, unknown: 2, differs: 1 },
      organization: { 'platform-org': 24 },
      awsAccountId: { '111122223333': 12, '444455556666': 12 },
      region: {
        'eu-central-1': 6,
        'eu-west-1': 6,
        'us-east-1': 4,
        'us-west-2': 4,
        'ap-southeast-1': 4,
      },
      kubernetesVersion: { '1.36': 9, '1.35': 9, '1.34': 6 },
      envType: { production: 8, staging: 7, development: 8 },
    });
  });

  it.each([
    ['a part of its name, in any case', 'CKOUT-0001', 1],
    ['the account', '44445555', 12],
    ['the region', 'us-west', 4],
    ['nothing that is there', 'nowhere', 0],
  ])('is searched by %s', async (_, search, total) => {
    expect((await readFleet(stack, { search })).total).toBe(total);
  });

  it('is sorted by verdict when nothing else is asked for, the worst first', async () => {
    const { items } = await readFleet(stack);
    const verdicts = items.map(({ verdict }) => verdict);
    expect([...new Set(verdicts)]).toEqual([
      'broken',
      'unknown',
      'differs',
      'ready',
    ]);
    expect(verdicts.indexOf('ready')).toBe(6);
  });

  it.each<[string, (row: FleetRow) => string | undefined]>([
    ['title', row => row.title],
    ['organization', row => row.organization],
    ['awsAccountId', row => row.awsAccountId],
    ['region', row => row.region],
    ['kubernetesVersion', row => row.kubernetesVersion],
    ['observedAt', row => row.observedAt],
  ])('is sorted by %s, either way', async (sort, valueOf) => {
    const up = await readFleet(stack, { sort });
    const down = await readFleet(stack, { sort, order: 'desc' });
    const values = up.items.map(row => String(valueOf(row)));
    expect(values).toEqual([...values].sort());
    expect(down.items.map(row => String(valueOf(row)))).toEqual(
      [...values].reverse(),
    );
  });

  it('is told page by page', async () => {
    const whole = await readFleet(stack, { sort: 'title' });
    const page = (offset: number) =>
      readFleet(stack, { sort: 'title', offset: String(offset), limit: '10' });
    const pages = [await page(0), await page(10), await page(20)];
    expect(pages.flatMap(names)).toEqual(names(whole));
    expect(pages.map(({ items }) => items.length)).toEqual([10, 10, 4]);
    expect(pages.map(({ total }) => total)).toEqual([24, 24, 24]);
  });

  it.each([
    ['colour=red', /colour/],
    ['verdict=fine', /verdict/],
    ['sort=size', /sort/],
    ['order=up', /order/],
    ['limit=201', /limit/],
    ['limit=ten', /limit: must be a whole number/],
    ['offset=-1', /offset/],
    ['sort=title&sort=region', /sort: may be given once/],
  ])(
    'refuses the query %s, and names what is wrong',
    async (query, message) => {
      const { status, body } = await stack.api.get(
        `/api/humanitec-eks/v1/bindings?${query}`,
      );
      expect(status).toBe(400);
      expect(body.error).toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(message),
      });
    },
  );
});
