import { instantTimings, Snapshot } from 'sandbox';
import { onboardByEngine } from '../__testUtils__/engine';
import { startStack, Stack } from '../__testUtils__/startStack';

jest.setTimeout(120_000);

const account = '111122223333';
const frankfurt = { awsAccountId: account, region: 'eu-central-1' };
const platform = { organization: 'platform-org' };

let stack: Stack;
let before: Snapshot;
beforeEach(async () => {
  // Answers are kept for half a minute, so each test asks a backend of its own.
  stack = await startStack(instantTimings);
  before = await stack.sandbox.snapshot();
  stack.sandbox.world.calls.clear();
});
afterEach(() => stack?.stop());

const choices = (kind: string, query: Record<string, string> = {}) =>
  stack.api.get(`/api/humanitec-eks/v1/choices/${kind}`).query(query);
const items = async (kind: string, query: Record<string, string> = {}) => {
  const { status, body } = await choices(kind, query);
  expect([status, body.error?.message]).toEqual([200, undefined]);
  return body.items;
};
const operations = () =>
  stack.sandbox.world.calls.all().map(call => call.operation);

describe('what a form may offer', () => {
  it('are the organizations of the configuration, and which of them lacks a token', async () => {
    expect(await items('organizations')).toEqual([
      { value: 'platform-org' },
      { value: 'other-org' },
      { value: 'tokenless-org', note: 'has no token in the configuration' },
      { value: 'gone-org' },
    ]);
    expect(operations()).toEqual([]);
  });

  it('are the AWS accounts of the configuration', async () => {
    expect(await items('awsAccounts')).toEqual([
      { value: account },
      { value: '222233334444' },
    ]);
    expect(operations()).toEqual([]);
  });

  it("are the regions of the account's partition, without asking AWS", async () => {
    const regions = await items('regions', { awsAccountId: account });
    expect(regions).toContainEqual({
      value: 'eu-central-1',
      title: 'Europe (Frankfurt)',
    });
    expect(regions.length).toBeGreaterThan(25);
    expect(regions).not.toContainEqual(
      expect.objectContaining({
        value: expect.stringMatching(/^(cn|us-gov)-/),
      }),
    );
    expect(operations()).toEqual([]);
  });

  it('are the subnets, by network and zone, as people know them', async () => {
    const subnets = await items('subnets', frankfurt);
    expect(subnets).toHaveLength(7);
    expect(subnets[0]).toEqual({
      value: 'subnet-0a1b2c3d4e5f60004',
      title: 'platform-crowded-a',
      note: 'eu-central-1a, 10.0.48.0/20 in vpc-0123456789abcdef0, 3 free addresses',
      facts: {
        vpcId: 'vpc-0123456789abcdef0',
        zone: 'eu-central-1a',
        zoneId: 'euc1-az2',
        cidr: '10.0.48.0/20',
        freeAddresses: '3',
      },
    });
    // One without a name.
    expect(Object.keys(subnets[6])).toEqual(['value', 'note', 'facts']);
  });

  it('are all subnets, of however many pages', async () => {
    const { subnets } = stack.sandbox.world.aws;
    const [seeded] = [...subnets.values()];
    for (let i = 0; i < 1_200; i += 1) {
      const subnetId = `subnet-${String(i).padStart(17, '0')}`;
      subnets.set(subnetId, { ...seeded, subnetId });
    }
    expect(await items('subnets', frankfurt)).toHaveLength(1_207);
    expect(
      operations().filter(name => name === 'DescribeSubnets'),
    ).toHaveLength(3);
  });

  it('are the clusters, in whatever state, of however many pages', async () => {
    await onboardByEngine(stack, {});
    const { clusters } = stack.sandbox.world.aws;
    const [[arn, made]] = clusters;
    for (let i = 0; i < 150; i += 1) {
      const name = `another-${i}`;
      clusters.set(arn.replace(made.name, name), { ...made, name });
    }
    const names = await items('clusters', frankfurt);
    expect(names).toHaveLength(151);
    expect(names).toContainEqual({ value: 'eks-automode-prod' });
    expect(
      await items('clusters', { ...frankfurt, region: 'us-east-1' }),
    ).toEqual([]);
    clusters.clear();
    await stack.sandbox.restore(before);
  });

  it('are the environment types and applications of the organization', async () => {
    expect(await items('environmentTypes', platform)).toContainEqual({
      value: 'production',
      note: 'Environments for production',
    });
    expect(await items('applications', platform)).toEqual([
      { value: 'billing', title: 'Billing', note: 'development, production' },
      {
        value: 'shop',
        title: 'Shop',
        note: 'development, staging, production',
      },
    ]);
  });

  it('are the agents, with the cluster that each serves', async () => {
    await onboardByEngine(stack, {});
    expect(await items('agents', platform)).toEqual([
      {
        value: 'eks-automode-prod',
        note: `serves eks-automode-prod in eu-central-1 of account ${account}`,
        facts: { ...frankfurt, clusterName: 'eks-automode-prod' },
      },
    ]);
  });
});

describe('a question that cannot be answered', () => {
  it.each([
    ['clusters', {}, 'awsAccountId: Required\nregion: Required'],
    [
      'subnets',
      { awsAccountId: '1', region: 'eu-central-1' },
      'awsAccountId: must be the 12 digits of an AWS account ID, quoted',
    ],
    [
      'regions',
      { awsAccountId: account, region: 'eu-central-1' },
      "input: Unrecognized key(s) in object: 'region'",
    ],
    [
      'applications',
      { organization: '../other-org' },
      'organization: must be lower-case letters and digits in words joined by single hyphens, 2 to 50 characters',
    ],
  ])('names what is wrong with it: %s %j', async (kind, query, message) => {
    const { status, body } = await choices(kind, query);
    expect([status, body.error.message]).toEqual([400, message]);
    expect(operations()).toEqual([]);
  });

  it('is not found when there are no such choices', async () => {
    const { status, body } = await choices('toString');
    expect(status).toBe(404);
    expect(body.error.message).toMatch(/no choices of the kind toString/);
  });

  it('is not found when the organization or account is not configured', async () => {
    for (const [kind, query] of [
      ['applications', { organization: 'nobody' }],
      ['regions', { awsAccountId: '999999999999' }],
      ['clusters', { ...frankfurt, awsAccountId: '999999999999' }],
    ] as const) {
      const { status, body } = await choices(kind, query);
      expect([kind, status]).toEqual([kind, 404]);
      expect(body.error.message).toMatch(/that you may use\. Ask for/);
    }
  });
});
