import { ZodError } from 'zod/v3';
import { bindingSpec, describeCriterion, describeInputProblems } from './spec';

const identity = {
  organization: 'platform-org',
  awsAccountId: '111122223333',
  region: 'eu-central-1',
  clusterName: 'eks-automode-prod',
};

function problemsOf(input: unknown): string {
  try {
    bindingSpec(input);
  } catch (error) {
    if (error instanceof ZodError) return describeInputProblems(error);
    throw error;
  }
  return 'none';
}

describe('a binding spec', () => {
  it('needs the four facts only', () => {
    expect(bindingSpec(identity)).toMatchObject({
      ...identity,
      adopt: false,
      cluster: {},
      names: { agent: 'eks-automode-prod' },
    });
  });

  it('leaves what is not asked for undefined, so that nothing is held against it', () => {
    expect(bindingSpec(identity).criteria).toBeUndefined();
  });

  it('takes an empty list, as forms send it, for one that is not asked for', () => {
    const asked = (securityGroupIds: string[]) =>
      bindingSpec({ ...identity, cluster: { securityGroupIds } }).cluster;
    expect(asked([]).securityGroupIds).toBeUndefined();
    expect(asked(['sg-0a1b']).securityGroupIds).toEqual(['sg-0a1b']);
    expect(
      bindingSpec({
        ...identity,
        criteria: [],
        cluster: { subnetIds: [], nodePools: [], logging: [] },
        accessRole: { sourceIps: [] },
        runner: { drivers: [] },
      }),
    ).toEqual(bindingSpec(identity));
  });

  it('makes one list of the rule in scalars and the others', () => {
    const rules = (input: object) =>
      bindingSpec({ ...identity, ...input }).criteria;
    expect(rules({ envType: 'production' })).toEqual([
      { envType: 'production' },
    ]);
    expect(
      rules({
        envType: 'production',
        appId: 'shop',
        criteria: [{ envType: 'staging' }],
      }),
    ).toEqual([
      { envType: 'production', appId: 'shop' },
      { envType: 'staging' },
    ]);
  });

  it.each<[string, object, RegExp]>([
    [
      'an organization in capitals',
      { organization: 'Acme' },
      /^organization: /,
    ],
    [
      'an account ID of 11 digits',
      { awsAccountId: '11112222333' },
      /^awsAccountId: must be the 12 digits/,
    ],
    [
      'a number as account ID',
      { awsAccountId: 111122223333 },
      /^awsAccountId: /,
    ],
    [
      'a region without its number',
      { region: 'eu-central' },
      /^region: must be an AWS region/,
    ],
    [
      'a cluster name of 101 characters',
      { clusterName: 'x'.repeat(101) },
      /^clusterName: /,
    ],
    [
      'a cluster name that begins with a hyphen',
      { clusterName: '-x' },
      /^clusterName: must begin/,
    ],
    [
      'one subnet',
      { cluster: { subnetIds: ['subnet-0a'] } },
      /^cluster\.subnetIds: needs two subnets/,
    ],
    [
      'five security groups',
      { cluster: { securityGroupIds: Array(5).fill('sg-0a') } },
      /^cluster\.securityGroupIds: /,
    ],
    [
      'a node pool that does not exist',
      { cluster: { nodePools: ['gpu'] } },
      /^cluster\.nodePools\.0: /,
    ],
    [
      'a role name of 65 characters',
      { names: { accessRole: 'x'.repeat(65) } },
      /^names\.accessRole: must be at most 64/,
    ],
    [
      'a reserved group',
      { names: { kubernetesGroup: 'system:masters' } },
      /^names\.kubernetesGroup: .*EKS refuses/,
    ],
    ['an unknown option', { clusters: {} }, /clusters/],
    [
      'a path without slashes',
      { aws: { iamPath: 'teams' } },
      /^aws\.iamPath: must begin and end/,
    ],
  ])('with %s is refused by name', (_, wrong, reason) => {
    expect(problemsOf({ ...identity, ...wrong })).toMatch(reason);
  });

  it('names every field that is wrong, not only the first', () => {
    const problems = problemsOf({
      ...identity,
      region: '?',
      awsAccountId: '?',
    });
    expect(problems.split('\n')).toHaveLength(2);
  });

  it('refuses a hostile ID at once', () => {
    const start = Date.now();
    problemsOf({ ...identity, organization: `${'a'.repeat(50_000)}!` });
    expect(Date.now() - start).toBeLessThan(500);
  });
});

it.each([
  [{ envType: 'production' }, 'environment type production'],
  [{ envType: 'a', appId: 'b' }, 'environment type a, application b'],
  [{}, 'everything'],
])('criterion %j reads "%s"', (criterion, words) => {
  expect(describeCriterion(criterion)).toBe(words);
});
