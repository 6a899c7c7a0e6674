import { sharedFacts } from 'backstage-plugin-humanitec-eks-node';
import { ActionStack, startActionStack } from '../__testUtils__/actionStack';
import { BoundCluster, boundCluster } from './__testUtils__/boundCluster';

jest.setTimeout(120_000);

/** What must be read to tell all of one binding: 14 calls of AWS, 5 of Humanitec, 11 of Kubernetes. */
const CALLS = 30;
/** Asked once for many clusters, and then known for a while. */
const SHARED = [
  'AssumeRole',
  'GetRole backstage-humanitec-eks',
  'DescribeClusterVersions',
  'GET /orgs/{orgId}/secretstores ',
  'GET /orgs/{orgId}/apps ',
];

/** Each needs the answer of the one before; nothing takes longer. */
const LONGEST_CHAIN = [
  'AssumeRole',
  'DescribeAccessEntry',
  'GetPolicy',
  'GetPolicyVersion',
];

describe('what a report costs', () => {
  let stack: ActionStack;
  let cluster: BoundCluster;
  beforeAll(async () => {
    stack = await startActionStack();
    cluster = await boundCluster(stack, { envType: 'production' });
  });
  afterAll(() => stack?.stop());
  beforeEach(() => cluster.back());

  const operations = () =>
    stack.sandbox.world.calls.all().map(({ operation }) => operation);

  it('is a bounded number of calls, none of them twice', async () => {
    expect((await cluster.read()).verdict).toBe('ready');
    const calls = stack.sandbox.world.calls.all();
    const questions = calls.map(
      ({ operation, resource }) => `${operation} ${resource}`,
    );
    expect(questions.length).toBeLessThanOrEqual(CALLS + SHARED.length);
    expect(new Set(questions).size).toBe(questions.length);
  });

  it('leaves out what the report of another cluster has told a while ago', async () => {
    const facts = sharedFacts();
    const questions = async () => {
      stack.sandbox.world.calls.clear();
      await cluster.read({}, undefined, facts);
      return stack.sandbox.world.calls
        .all()
        .map(({ operation, resource = '' }) => `${operation} ${resource}`);
    };
    const isShared = (question: string) =>
      SHARED.some(one => question.startsWith(one));
    const first = await questions();
    expect(first.filter(isShared)).toHaveLength(SHARED.length);
    // This one signs in by itself, as a backend that has just started.
    const second = await questions();
    expect(second.filter(isShared)).toEqual([
      expect.stringMatching(/^AssumeRole /),
    ]);
    expect(second.length).toBeLessThanOrEqual(CALLS + 1);

    const later = Date.now() + 10 * 60_000 + 1;
    const clock = jest.spyOn(Date, 'now').mockReturnValue(later);
    const third = await questions().finally(() => clock.mockRestore());
    expect(third.filter(isShared)).toHaveLength(SHARED.length);
  });

  it('holds no longer chain of calls than that of the policy of the access role', async () => {
    await cluster.read();
    const made = operations();
    const places = LONGEST_CHAIN.map(operation => made.indexOf(operation));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('changes nothing', async () => {
    await cluster.read();
    const { sts, ...writes } = stack.sandbox.world.calls.writes();
    expect(Object.values(writes)).toEqual([0, 0, 0, 0, 0]);
  });

  it('is no search through policies that belong to nobody', async () => {
    await cluster.read();
    expect(operations()).not.toContain('ListPolicies');
    expect(operations()).not.toContain('ListRoles');
  });
});
