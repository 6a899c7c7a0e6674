import { ActionStack, startActionStack } from '../__testUtils__/actionStack';
import { BoundCluster, boundCluster } from './__testUtils__/boundCluster';

jest.setTimeout(120_000);

/**
 * What must be read to tell all: 15 calls of AWS besides three of signing in
 * and of Backstage's own role, 7 of Humanitec, 10 lists of Kubernetes, the
 * agent's second Secret and the Operator.
 */
const CALLS = 36;

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
    expect(questions.length).toBeLessThanOrEqual(CALLS);
    expect(new Set(questions).size).toBe(questions.length);
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
