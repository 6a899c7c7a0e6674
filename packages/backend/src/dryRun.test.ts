import { parse } from 'yaml';
import { dryRun, workedExample } from './__testUtils__/scaffolder';
import { startStack, Stack } from './__testUtils__/startStack';

jest.setTimeout(60_000);

const template = 'onboard-private-eks-cluster';

describe('a dry-run of the onboarding template', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({});
  });
  afterAll(() => stack?.stop());

  let body: {
    log: { body: { message: string; stepId?: string; status?: string } }[];
    directoryContents: { path: string; base64Content: string }[];
    output: unknown;
  };
  beforeAll(async () => {
    const { values } = await workedExample();
    const response = await dryRun(stack, template, values);
    if (response.status !== 200) {
      throw new Error(JSON.stringify(response.body));
    }
    body = response.body;
  });

  const log = () => body.log.map(entry => entry.body.message).join('\n');
  const content = (path: string) => {
    const found = body.directoryContents.find(entry => entry.path === path);
    return Buffer.from(found?.base64Content ?? '', 'base64').toString();
  };

  it('changes nothing in any of the three systems', () => {
    expect(stack.sandbox.world.calls.all().length).toBeGreaterThan(10);
    expect(stack.sandbox.world.calls.writes()).toEqual({
      sts: 0,
      iam: 0,
      eks: 0,
      ec2: 0,
      humanitec: 0,
      kubernetes: 0,
    });
  });

  it('is supported by every step', () => {
    const skipped = body.log.filter(entry => entry.body.status === 'skipped');
    // The one that was not asked for.
    expect(skipped.map(entry => entry.body.stepId)).toEqual(['revokeAccess']);
  });

  it('prints the plan of each step', () => {
    expect(log()).toContain('+ eks cluster eks-automode-prod');
    expect(log()).toContain(
      '+ iam role humanitec-role-to-access-eks-automode-prod-cluster',
    );
    expect(log()).toContain('+ cloud account platform-production');
    expect(log()).toContain('+ k8s-cluster definition eks-automode-prod');
    expect(log()).toContain(
      '+ kubernetes object Deployment humanitec-agent/humanitec-agent',
    );
    expect(log().match(/Nothing was changed: this is a dry-run/g)).toHaveLength(
      10,
    );
  });

  it('leaves the files that would be applied', () => {
    expect(body.directoryContents.map(({ path }) => path).sort()).toEqual([
      'aws/access-policy-tags.json',
      'aws/access-role.yaml',
      'aws/cluster.yaml',
      'aws/deploy-access.yaml',
      'examples/runner-consumer.yaml',
      'humanitec/agent-definition.yaml',
      'humanitec/cloud-account.yaml',
      'humanitec/cluster-definition.yaml',
      'humanitec/register-agent.sh',
      'humanitec/runner-definition.yaml',
      'kubernetes/agent.yaml',
      'kubernetes/deploy-access.yaml',
      'kubernetes/runner-access.yaml',
    ]);
    expect(parse(content('aws/access-role.yaml'))).toMatchObject({
      Resources: {
        AccessRole: {
          Properties: {
            AssumeRolePolicyDocument: {
              Statement: [
                {
                  Principal: {
                    AWS: 'arn:aws:iam::767398028804:user/humanitec',
                  },
                  Condition: {
                    StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } },
                  },
                },
              ],
            },
          },
        },
      },
    });
    expect(content('humanitec/cluster-definition.yaml')).toContain(
      "${resources['agent#agent'].outputs.url}",
    );
    expect(content('kubernetes/agent.yaml')).not.toContain('PRIVATE KEY');
  });

  it('gives the output of a real run', () => {
    expect(body.output).toMatchObject({
      links: [
        {
          title: 'Cluster in the catalog',
          entityRef: 'resource:default/eks-automode-prod',
        },
        { title: 'Definition in Humanitec' },
        { title: 'Cluster in AWS' },
      ],
    });
  });
});

describe('wrong input', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({});
  });
  afterAll(() => stack?.stop());

  it.each([
    [
      'an unknown region',
      { region: 'eu-central-9' },
      /region: eu-central-9 is not an AWS region/,
    ],
    [
      'one subnet',
      { subnetIds: ['subnet-0a1b2c3d4e5f60001'] },
      /subnetIds.*minimum length of 2/,
    ],
    [
      'a cluster name that is too long',
      { clusterName: 'x'.repeat(101) },
      /clusterName.*maximum length of 100/,
    ],
    [
      'a role name that is too long',
      { names: { accessRole: 'x'.repeat(65) } },
      /accessRole.*maximum length of 64/,
    ],
    [
      'an account ID of 11 digits',
      { awsAccountId: '11112222333' },
      /awsAccountId.*does not match/,
    ],
    [
      'an account that is not configured',
      { awsAccountId: '123456789012' },
      /awsAccountId.*123456789012.*aws\.accounts/s,
    ],
    [
      'an account without the role',
      { awsAccountId: '222233334444' },
      /awsAccountId: .*AccessDenied.*backstage-humanitec-eks/,
    ],
    [
      'an organization whose token is refused',
      { organization: 'other-org' },
      /organization: .*HTTP 401.*humanitecEks\.organizations/,
    ],
    [
      'a token that is missing',
      { organization: 'tokenless-org' },
      /organization: .*tokenless-org has no token\. Set humanitecEks\.organizations/,
    ],
    [
      'an organization that is not configured',
      { organization: 'nobody' },
      /organization: Backstage has no token.*humanitecEks\.organizations/,
    ],
    [
      'an organization that does not exist',
      { organization: 'gone-org' },
      /organization: .*Check the organization ID/,
    ],
    [
      'an environment type that does not exist',
      { envType: 'produktion' },
      /envType: Humanitec has no produktion; there are .*production/,
    ],
    [
      'a rule that another definition has',
      { envType: 'development' },
      /envType: this rule belongs to the k8s-cluster definition shared-nonprod/,
    ],
    [
      'a Kubernetes version that EKS does not offer',
      { version: '1.10' },
      /cluster\.version: EKS does not offer Kubernetes 1\.10/,
    ],
  ])('%s is refused before anything is created', async (_, wrong, reason) => {
    const { values } = await workedExample();
    stack.sandbox.world.calls.clear();
    const response = await dryRun(stack, template, { ...values, ...wrong });

    expect(response.status).toBe(400);
    expect(JSON.stringify(response.body)).toMatch(reason);
    const { sts, ...writes } = stack.sandbox.world.calls.writes();
    expect(writes).toEqual({
      iam: 0,
      eks: 0,
      ec2: 0,
      humanitec: 0,
      kubernetes: 0,
    });
  });
});
