import {
  BINDING_CHANGED_TOPIC,
  BindingReport,
  FleetRow,
} from 'backstage-plugin-humanitec-eks-common';
import type { PlannedCluster } from 'seed-fleet';
import { pathOf } from '../binding/__testUtils__/clusterEntity';
import {
  FleetStack,
  lookedAt,
  readFleet,
  readFleetLater,
  startFleetStack,
  untilFleet,
} from './__testUtils__/fleetStack';

jest.setTimeout(240_000);

const COUNT = 24;

describe('the row of a cluster whose page somebody has seen', () => {
  let stack: FleetStack;
  beforeAll(async () => {
    stack = await startFleetStack(COUNT);
    await untilFleet(stack, lookedAt(COUNT));
  });
  afterAll(() => stack?.stop());

  const inTrouble = (trouble: PlannedCluster['trouble']) => {
    const found = stack.clusters.find(one => one.trouble === trouble);
    if (!found) throw new Error(`no cluster has the trouble ${trouble}`);
    return found.clusterName;
  };
  const page = async (name: string): Promise<BindingReport> =>
    (await stack.api.get(pathOf(name)).expect(200)).body;
  const row = async (search: string): Promise<FleetRow> =>
    (await readFleet(stack, { search })).items[0];
  const lookAgain = async () => {
    const [before] = (await readFleet(stack, { sort: 'observedAt' })).items;
    await readFleetLater(stack);
    await untilFleet(
      stack,
      ({ refreshing, items }) =>
        !refreshing &&
        items.some(
          ({ observedAt = '' }) => observedAt > `${before.observedAt}`,
        ),
      { sort: 'observedAt', order: 'desc' },
    );
  };
  const revokeKeyOf = (agent: string) => {
    const { organizations } = stack.sandbox.world.humanitec;
    const keys = organizations.get('platform-org')?.agents.get(agent)?.keys;
    const [key] = keys?.values() ?? [];
    if (!key) throw new Error(`agent ${agent} has no key`);
    Object.assign(key, { revoked: true });
  };

  it('says what no quick look sees, also after the next look, until the binding is changed', async () => {
    const [{ clusterName, organization, awsAccountId, region }] =
      stack.clusters;
    expect((await row(clusterName)).verdict).toBe('ready');
    revokeKeyOf(clusterName);
    const report = await page(clusterName);
    expect(report.verdict).toBe('broken');
    const told = {
      verdict: 'broken',
      reason: expect.stringMatching(/^Agent: the present key .* is revoked$/),
      observedAt: report.observedAt,
      environments: 1,
    };
    expect(await row(clusterName)).toMatchObject(told);
    await lookAgain();
    expect(await row(clusterName)).toMatchObject(told);

    const changed = { clusterName, organization, awsAccountId, region };
    await stack.bus.publish(BINDING_CHANGED_TOPIC, changed);
    expect((await row(clusterName)).verdict).toBe('ready');
  });

  it('is sure that an access entry is missing, since the page has found the role', async () => {
    const name = inTrouble('accessEntryDeleted');
    expect((await row(name)).verdict).toBe('unknown');
    expect((await page(name)).verdict).toBe('broken');
    expect((await row(name)).verdict).toBe('broken');
    await lookAgain();
    expect(await row(name)).toMatchObject({
      verdict: 'broken',
      reason: expect.stringMatching(/^Deploy access: access entry .* missing$/),
    });
  });
});
