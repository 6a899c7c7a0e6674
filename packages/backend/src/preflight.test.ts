import { DeleteClusterCommand } from '@aws-sdk/client-eks';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import type { JsonObject } from '@backstage/types';
import { generateKeyPairSync } from 'node:crypto';
import type { Snapshot } from 'sandbox';
import {
  ActionStack,
  identity,
  startActionStack,
} from './__testUtils__/actionStack';
import { onboardByEngine } from './__testUtils__/engine';

jest.setTimeout(120_000);

const action = 'humanitec-eks:preflight:check';
const good = {
  newCluster: true,
  criteria: [{ envType: 'production' }],
  cluster: {
    subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
    securityGroupIds: ['sg-0a1b2c3d4e5f60001'],
  },
};

let stack: ActionStack;
let before: Snapshot;
beforeAll(async () => {
  stack = await startActionStack();
  before = await stack.sandbox.snapshot();
});
afterAll(() => stack?.stop());
beforeEach(async () => {
  stack.sandbox.world.faults.clear();
  await stack.sandbox.restore(before);
  stack.sandbox.world.calls.clear();
});

const check = (input: JsonObject = {}) =>
  stack.run(action, { ...good, ...input });
/** What the failed step says: one line for each error. */
const errors = async (input: JsonObject) => {
  const { status, log } = await check(input);
  expect(status).toBe('failed');
  return log.slice(log.indexOf('Nothing was changed.'));
};

describe('a check before an onboarding', () => {
  it('is content with the worked example within seconds, tells what it saw and changes nothing', async () => {
    const start = Date.now();
    const { status, log, output } = await check();
    expect(status).toBe('completed');
    expect(Date.now() - start).toBeLessThan(10_000);
    expect(log).toContain(
      'Network: 2 subnets in 2 availability zones of vpc-0123456789abcdef0.',
    );
    expect(log).toContain('The organization is in Direct mode');
    expect(log).toMatch(/Permissions: IAM allows all \d+ that were asked for/);
    expect(log).toContain('Nothing stands in the way.');
    expect(log).toMatch(/Moves to eks-automode-prod .*: 2 environments/);
    expect(output.step).toMatchObject({ findings: 0 });
    const { sts, ...writes } = stack.sandbox.world.calls.writes();
    expect(Object.values(writes)).toEqual([0, 0, 0, 0, 0]);
  });

  it('tells all that is wrong at once, in all systems, each with its remedy', async () => {
    await stack.tamper.iam.send(
      new CreateRoleCommand({
        RoleName: `humanitec-role-to-access-${identity.clusterName}-cluster`,
        AssumeRolePolicyDocument: trustOf('ec2.amazonaws.com'),
      }),
    );
    await stack.tamper.humanitec('POST', '/agents', {
      id: identity.clusterName,
      description: 'somebody else',
      public_key: publicKey(),
    });
    const text = await errors({
      criteria: [
        { envType: 'produktion' },
        { envType: 'development' },
        { envType: 'production', appId: 'shopp' },
      ],
      cluster: {
        version: '1.10',
        subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60004'],
        securityGroupIds: ['sg-0d1b2c3d4e5f60001', 'sg-0badbadbadbad0001'],
      },
    });
    for (const line of [
      /criteria\.0\.envType: Humanitec has no produktion; there are .*\. Choose one of these/,
      /criteria\.1: this rule belongs to the k8s-cluster definition shared-nonprod .*\. Make it more specific/,
      /criteria\.2\.appId: Humanitec has no shopp/,
      /cluster\.version: EKS does not offer Kubernetes 1\.10/,
      /cluster\.subnetIds: subnet subnet-0a1b2c3d4e5f60004 has 3 free addresses; EKS needs 6\. Choose a larger/,
      /cluster\.subnetIds: all subnets are in the availability zone euc1-az2; EKS needs two/,
      /cluster\.securityGroupIds: security group sg-0d1b2c3d4e5f60001 belongs to vpc-0123456789abcdef3/,
      /cluster\.securityGroupIds: security group sg-0badbadbadbad0001 does not exist/,
      /Access role: IAM role humanitec-role-to-access-eks-automode-prod-cluster: .*set adopt/,
      /Agent: agent eks-automode-prod: .*set adopt/,
    ]) {
      expect(text).toMatch(line);
    }
  });

  it('names the binding that a thing belongs to instead', async () => {
    const mark = '[humanitec-eks 111122223333/eu-central-1/EKS-automode_prod]';
    const id = identity.clusterName;
    await stack.tamper.humanitec('POST', '/agents', {
      id,
      description: `EKS-automode_prod ${mark}`,
      public_key: publicKey(),
    });
    await stack.tamper.humanitec('POST', '/resources/defs', {
      id: `${id}-agent`,
      name: `${id}-agent ${mark}`,
      type: 'agent',
      driver_type: 'humanitec/agent',
      driver_inputs: { values: { id } },
    });
    const other =
      /it belongs to the binding of cluster EKS-automode_prod \(AWS account 111122223333, eu-central-1\)/;
    const text = await errors({});
    expect(text).toMatch(
      new RegExp(`Agent: agent ${id}: .*${other.source}.*choose another ID`),
    );
    expect(text).toMatch(
      new RegExp(`Agent definition: .* ${id}-agent: .*${other.source}`),
    );
  });

  it('tells the rules of another binding once, with all that holds them', async () => {
    const mark = '[humanitec-eks 111122223333/eu-central-1/EKS-automode_prod]';
    const production = { env_type: 'production' };
    const held = [
      ['k8s-cluster', 'theirs', production],
      ['agent', 'theirs-agent', { ...production, res_id: 'agent' }],
      [
        'config',
        'theirs-runner',
        { ...production, res_id: 'opentofu-container-runner' },
      ],
    ] as const;
    for (const [type, id, rule] of held) {
      await stack.tamper.humanitec('POST', '/resources/defs', {
        id,
        name: `${id} ${mark}`,
        type,
        driver_type: 'humanitec/echo',
        driver_inputs: { values: {} },
        criteria: [rule],
      });
    }
    const text = await errors({ envType: 'production' });
    expect(text.match(/this rule belongs to/g)).toHaveLength(1);
    expect(text).toContain(
      'envType: this rule belongs to the binding of cluster EKS-automode_prod (AWS account 111122223333, eu-central-1) already (k8s-cluster definition theirs, agent definition theirs-agent, config definition theirs-runner), and a rule',
    );
  });

  it('calls a rule in scalars by their names, and counts the others from 0', async () => {
    const text = await errors({
      envType: 'produktion',
      criteria: [{ envType: 'development' }],
    });
    expect(text).toMatch(/^envType: Humanitec has no produktion/m);
    expect(text).toMatch(/^criteria\.0: this rule belongs to/m);
  });

  it('takes what carries our name for ours when it is to be adopted', async () => {
    await stack.tamper.humanitec('POST', '/agents', {
      id: identity.clusterName,
      description: 'somebody else',
      public_key: publicKey(),
    });
    expect((await check()).status).toBe('failed');
    expect((await check({ adopt: true })).status).toBe('completed');
  });

  it('refuses a VPC whose names cannot be resolved', async () => {
    const text = await errors({
      cluster: {
        subnetIds: ['subnet-0d1b2c3d4e5f60001', 'subnet-0d1b2c3d4e5f60002'],
      },
    });
    expect(text).toContain(
      'enableDnsHostnames of vpc-0123456789abcdef3 is off',
    );
  });

  it("names every action that Backstage's role lacks, and only warns of what off-boarding needs", async () => {
    await deny('eks:CreateCluster', 'iam:TagRole', 'iam:PassRole');
    expect(await errors({})).toMatch(
      /awsAccountId: arn:aws:iam::111122223333:role\/backstage-humanitec-eks may not eks:CreateCluster, iam:PassRole, iam:TagRole\. Add these/,
    );

    await deny('iam:DeleteRole');
    const { status, log } = await check();
    expect(status).toBe('completed');
    expect(log).toMatch(
      /~ awsAccountId: .* may not iam:DeleteRole, which off-boarding needs/,
    );
  });

  it('warns of quotas that are used up', async () => {
    const url = `${stack.sandbox.url}/_sandbox/quotas/${identity.awsAccountId}`;
    await fetch(url, { method: 'PATCH', body: '{"roles": 3}' });
    const { status, log } = await check();
    expect(status).toBe('completed');
    expect(log).toMatch(
      /~ Access role: the account has \d of 3 roles, and a new binding makes 3/,
    );
  });

  it('only warns of subnets that are narrow', async () => {
    const { status, log } = await check({
      cluster: {
        subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60005'],
      },
    });
    expect(status).toBe('completed');
    expect(log).toMatch(
      /Nothing stands in the way; \d warnings?:\n[^]*~ cluster\.subnetIds: subnet subnet-0a1b2c3d4e5f60005 has 10 free addresses/,
    );
  });

  it.each([
    ['ec2', 'DescribeSubnets', 'subnets and VPC were not checked'],
    ['iam', 'GetAccountSummary', 'quotas of the account were not checked'],
    [
      'iam',
      'SimulatePrincipalPolicy',
      "the permissions of Backstage's role were not checked",
    ],
  ] as const)(
    'goes on, and says so, where Backstage may not call %s %s',
    async (system, operation, text) => {
      stack.sandbox.world.faults.add({
        system,
        operation,
        times: 50,
        effect: {
          kind: 'error',
          status: 403,
          code: system === 'ec2' ? 'UnauthorizedOperation' : 'AccessDenied',
          message: 'You are not authorized to perform this operation.',
        },
      });
      const { status, log } = await check();
      expect(status).toBe('completed');
      expect(log).toContain(text);
    },
  );

  it('needs subnets for a new cluster, and none for one that is there', async () => {
    const cluster = {};
    expect(await errors({ cluster })).toContain(
      'cluster.subnetIds: a new cluster needs subnets. Name two or more',
    );
    expect((await check({ cluster, newCluster: false })).status).toBe(
      'completed',
    );
  });
});

describe('a check of a cluster that is there', () => {
  let whole: Snapshot;
  beforeAll(async () => {
    await stack.sandbox.restore(before);
    await onboardByEngine(stack, { criteria: good.criteria });
    whole = await stack.sandbox.snapshot();
  });
  beforeEach(() => stack.sandbox.restore(whole));

  it('finds everything its own, and the endpoint within reach', async () => {
    const { status, log } = await check();
    expect(status).toBe('completed');
    expect(log).toContain(
      'The API endpoint of eks-automode-prod can be reached',
    );
  });

  it('says that its creation failed, why, and what to do', async () => {
    await stack.sandbox.restore(before);
    await stack.run('humanitec-eks:cluster:apply', {
      cluster: {
        subnetIds: ['subnet-0a1b2c3d4e5f60002', 'subnet-0a1b2c3d4e5f60004'],
      },
    });
    expect(await errors({})).toMatch(
      /Cluster: EKS cluster eks-automode-prod: .*InsufficientFreeAddresses: .*60004.*delete the cluster/,
    );
  });

  it('says that it is being deleted', async () => {
    stack.sandbox.world.timings.clusterDelete = 600;
    await stack.tamper.eks.send(
      new DeleteClusterCommand({ name: identity.clusterName }),
    );
    const text = await errors({});
    stack.sandbox.world.timings.clusterDelete = 0;
    expect(text).toMatch(
      /Cluster: EKS cluster eks-automode-prod: it is being deleted/,
    );
  });
});

/** A policy that refuses these actions to Backstage's role. */
async function deny(...actions: string[]) {
  await stack.tamper.iam.send(
    new PutRolePolicyCommand({
      RoleName: 'backstage-humanitec-eks',
      PolicyName: 'refused',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Deny', Action: actions, Resource: '*' }],
      }),
    }),
  );
}

function trustOf(service: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: service },
        Action: 'sts:AssumeRole',
      },
    ],
  });
}

function publicKey(): string {
  const { publicKey: key } = generateKeyPairSync('rsa', {
    modulusLength: 4096,
  });
  return key.export({ type: 'spki', format: 'pem' }).toString();
}
