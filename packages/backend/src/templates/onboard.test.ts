import { CreatePolicyCommand, CreateRoleCommand } from '@aws-sdk/client-iam';
import type { JsonObject, JsonValue } from '@backstage/types';
import type { Snapshot } from 'sandbox';
import {
  ActionStack,
  identity,
  startActionStack,
} from '../__testUtils__/actionStack';
import { exampleTemplate } from '../__testUtils__/exampleTemplates';
import { dryRun, runTemplate } from '../__testUtils__/scaffolder';
import { complaints, filledIn } from '../__testUtils__/templateForm';

jest.setTimeout(180_000);

const name = 'onboard-private-eks-cluster';
const template = exampleTemplate(name);

/** Nothing but what has no default for everybody. */
const minimal = {
  ...identity,
  subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
  owner: 'group:default/platform-team',
};

const role = (roleName: string) => `arn:aws:iam::111122223333:role/${roleName}`;

/** Every field of the form, each with a value that nobody would get without asking. */
const everything = {
  ...minimal,
  clusterName: 'eks-everything',
  version: '1.35',
  securityGroupIds: ['sg-0a1b2c3d4e5f60001'],
  nodePools: ['system', 'general-purpose'],
  clusterOptions: {
    supportType: 'EXTENDED',
    deletionProtection: true,
    logging: ['audit', 'scheduler'],
    encryptionKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd',
    zonalShift: true,
  },
  envType: 'production',
  appId: 'shop',
  criteria: [
    { envType: 'staging', appId: 'billing' },
    { appId: 'shop', envId: 'staging' },
    { envType: 'production', class: 'large' },
  ],
  access: {
    accountType: 'aws-role',
    sourceIps: ['34.159.97.57', '198.51.100.0/24'],
  },
  agent: {
    image:
      '111122223333.dkr.ecr.eu-central-1.amazonaws.com/humanitec/agent:1.8.4',
    replicas: 3,
    proxy: {
      httpProxy: 'http://proxy.example.com:3128',
      httpsProxy: 'http://proxy.example.com:3129',
      noProxy: '.eks.amazonaws.com,.svc',
    },
  },
  runner: {
    drivers: ['opentofu-container-runner', 'container-runner'],
    podIdentityRoleArn: role('runner-jobs'),
  },
  clusterDefinition: {
    loadBalancer: 'k8s-ingress-0123.elb.eu-central-1.amazonaws.com',
    loadBalancerHostedZone: 'Z215JYRZR1TBD5',
  },
  aws: {
    tags: { 'cost-center': 'four-seven-eleven' },
    permissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary',
    iamPath: '/humanitec/',
  },
  names: {
    accessRole: 'some-access-role',
    accessPolicy: 'some-access-policy',
    clusterRole: 'some-cluster-role',
    nodeRole: 'some-node-role',
    cloudAccount: 'some-account',
    clusterDefinition: 'some-definition',
    agentDefinition: 'some-agent-definition',
    runnerDefinition: 'some-opentofu-definition',
    containerRunnerDefinition: 'some-container-definition',
    agent: 'some-agent',
    agentNamespace: 'some-agents',
    runnerNamespace: 'some-runners',
    runnerServiceAccount: 'some-runner',
    kubernetesGroup: 'some-group',
  },
  revokeAccess: false,
  restoreAccess: true,
  adopt: false,
};

/** What can be asked for instead. */
const otherwise = {
  ...minimal,
  clusterName: 'eks-otherwise',
  nodePools: ['general-purpose'],
  appId: 'billing',
  access: {
    accountType: 'aws-identity',
    audience: 'some-audience',
    // Part of the account's credentials, which nobody shows.
    stsRegion: identity.region,
  },
  runner: {
    drivers: ['terraform-container-runner'],
    serviceAccountRoleArn: role('runner-jobs'),
  },
  names: { terraformRunnerDefinition: 'some-terraform-definition' },
};

let stack: ActionStack;
let before: Snapshot;
beforeAll(async () => {
  stack = await startActionStack();
  await makeWhatTeamsBring();
  before = await stack.sandbox.snapshot();
});
afterAll(() => stack?.stop());

const run = (answers: JsonObject) =>
  runTemplate(stack, `template:default/${name}`, filledIn(template, answers));
const writes = () => stack.writes().map(({ operation }) => operation);

describe.each<[string, JsonObject]>([
  ['the fewest answers', minimal],
  ['every field filled in', everything],
  ['the other choices', otherwise],
])('onboarding with %s', (_, answers) => {
  beforeAll(async () => {
    await stack.sandbox.restore(before);
    stack.sandbox.world.calls.clear();
  });

  it('is a form that has nothing to complain about', () => {
    expect(complaints(template, filledIn(template, answers))).toEqual([]);
  });

  it('can be dry-run: every step tells its plan, and nothing is changed', async () => {
    const { status, body } = await dryRun(
      stack,
      name,
      filledIn(template, answers),
    );
    expect([status, body.error?.message]).toEqual([200, undefined]);
    const log = messages(body.log);
    expect(log).toContain(`+ eks cluster ${answers.clusterName}`);
    for (const step of template.spec.steps) {
      const own = body.log.filter(
        (entry: { body: { stepId?: string } }) => entry.body.stepId === step.id,
      );
      expect([step.id, messages(own)]).toEqual([
        step.id,
        expect.stringMatching(
          /dry-run|A real run would|Nothing stands|Skipping/,
        ),
      ]);
    }
    expect(body.output.links).toHaveLength(3);
    expect(writes()).toEqual([]);
  });

  it('runs to its end, makes all that was asked for, and tells what is left to do', async () => {
    const { status, log, steps, output } = await run(answers);
    expect([status, status === 'completed' ? '' : log]).toEqual([
      'completed',
      '',
    ]);
    expect(steps.filter(step => step.status !== 'completed')).toEqual([
      { id: 'revokeAccess', status: 'skipped' },
    ]);
    const world = JSON.stringify(await stack.world());
    expect(textsIn(answers).filter(text => !world.includes(text))).toEqual([]);
    expect(output).toMatchObject({
      links: [
        {
          title: 'Cluster in the catalog',
          entityRef: `resource:default/${answers.clusterName}`,
        },
        {
          title: 'Definition in Humanitec',
          url: expect.stringMatching(/^https:/),
        },
        {
          title: 'Cluster in AWS',
          url: expect.stringContaining(`${answers.clusterName}`),
        },
      ],
      text: [
        {
          title: 'One thing is left',
          content: expect.stringContaining(
            'helm upgrade --install humanitec-operator',
          ),
        },
      ],
    });
  });

  it('is left alone by the same answers again', async () => {
    stack.sandbox.world.calls.clear();
    const { status, log } = await run(answers);
    expect([status, status === 'completed' ? '' : log]).toEqual([
      'completed',
      '',
    ]);
    expect(writes()).toEqual([]);
  });
});

describe('an onboarding at whose end Backstage gives up its access', () => {
  beforeAll(async () => {
    await stack.sandbox.restore(before);
  });

  it('can be repeated, and gives it up each time', async () => {
    for (const again of ['at first', 'again']) {
      stack.sandbox.world.calls.clear();
      const { status, log } = await run({ ...minimal, revokeAccess: true });
      expect([again, status, status === 'completed' ? '' : log]).toEqual([
        again,
        'completed',
        '',
      ]);
      expect(writes().at(-1)).toBe('DeleteAccessEntry');
    }
  });

  it('is refused without leave to take it back, and says so', async () => {
    const { status, log } = await run({ ...minimal, restoreAccess: false });
    expect(status).toBe('failed');
    expect(log).toContain('set cluster.restoreAccess to give it back');
  });
});

describe('the form', () => {
  const wrong: [string, JsonObject, RegExp][] = [
    ['a region in words', { region: 'Frankfurt' }, /^region: Write the code/],
    [
      'an account with hyphens',
      { awsAccountId: '1111-2222-3333' },
      /^awsAccountId: Write the 12 digits/,
    ],
    [
      'one subnet',
      { subnetIds: ['subnet-1'] },
      /^subnetIds: Name two subnets or more/,
    ],
    [
      'something that is no subnet',
      { subnetIds: ['subnet-1', 'vpc-1'] },
      /^subnetIds\.1: Write the ID of the subnet/,
    ],
    [
      'five security groups',
      { securityGroupIds: ['sg-1', 'sg-2', 'sg-3', 'sg-4', 'sg-5'] },
      /^securityGroupIds: Name four/,
    ],
    [
      'a version of three parts',
      { version: '1.36.2' },
      /^version: Write major and minor/,
    ],
    [
      'a node pool that is not built in',
      { nodePools: ['gpu'] },
      /^nodePools\.0: must be equal to one of/,
    ],
    [
      'a log that EKS does not write',
      { clusterOptions: { logging: ['kubelet'] } },
      /^clusterOptions\.logging\.0: must be equal/,
    ],
    [
      'a key that is no ARN',
      { clusterOptions: { encryptionKeyArn: 'alias/x' } },
      /^clusterOptions\.encryptionKeyArn: Write the ARN/,
    ],
    [
      'an application in capitals',
      { appId: 'Shop' },
      /^appId: Write the ID of the application/,
    ],
    [
      'a rule that names nothing',
      { criteria: [{}] },
      /^criteria\.0: Fill in one of the fields/,
    ],
    [
      'an address that is none',
      { access: { sourceIps: ['anywhere'] } },
      /^access\.sourceIps\.0: Write an IPv4 address/,
    ],
    [
      'too many pods',
      { agent: { replicas: 6 } },
      /^agent\.replicas: must be <= 5/,
    ],
    [
      'a proxy with a password',
      { agent: { proxy: { httpProxy: 'http://me:secret@proxy:3128' } } },
      /^agent\.proxy\.httpProxy: Write an address/,
    ],
    [
      'a runner that there is not',
      { runner: { drivers: ['pulumi'] } },
      /^runner\.drivers\.0: must be equal/,
    ],
    [
      'a path without slashes',
      { aws: { iamPath: 'humanitec' } },
      /^aws\.iamPath: Begin and end with a slash/,
    ],
    [
      'a role name with spaces',
      { names: { accessRole: 'a role' } },
      /^names\.accessRole: Use letters, digits/,
    ],
    [
      'a misspelt option',
      { clusterOptions: { loging: ['api'] } },
      /^clusterOptions: must NOT have additional properties/,
    ],
  ];

  it.each(wrong)('complains about %s, in words', (_, answer, complaint) => {
    const values = filledIn(template, { ...minimal, ...answer });
    const found = complaints(template, values);
    expect(found).toEqual([expect.stringMatching(complaint)]);
  });

  it.each(wrong)('does not start with %s either', async (_, answer) => {
    const [field] = Object.keys(answer);
    const { body, status } = await stack.api
      .post('/api/scaffolder/v2/tasks')
      .send({
        templateRef: `template:default/${name}`,
        values: { ...minimal, ...answer },
        secrets: {},
      });
    expect(status).toBe(400);
    expect(JSON.stringify(body.errors)).toContain(field);
  });

  it('needs an environment type where no other rule is given, and offers one', () => {
    expect(filledIn(template, minimal).envType).toBe('production');
    const without = { ...filledIn(template, minimal), envType: undefined };
    expect(complaints(template, without)).toEqual([
      expect.stringMatching(/^envType: must have required property/),
      ': Choose an environment type, or name an application or a further rule.',
    ]);
  });

  it.each([
    ['an application', { appId: 'shop' }],
    ['a further rule', { criteria: [{ appId: 'shop', envId: 'staging' }] }],
  ])('adds no environment type to %s alone', (_, rule) => {
    const values = filledIn(template, { ...minimal, ...rule });
    expect(values.envType).toBeUndefined();
    expect(complaints(template, values)).toEqual([]);
  });
});

/** The names of further things that a form asks for must lead somewhere. */
async function makeWhatTeamsBring() {
  const trust = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'pods.eks.amazonaws.com' },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
      },
    ],
  };
  await stack.tamper.iam.send(
    new CreateRoleCommand({
      RoleName: 'runner-jobs',
      AssumeRolePolicyDocument: JSON.stringify(trust),
    }),
  );
  await stack.tamper.iam.send(
    new CreatePolicyCommand({
      PolicyName: 'boundary',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
      }),
    }),
  );
}

/** All texts in an answer, with the keys of records that a person has named. */
function textsIn(answer: JsonValue | undefined): string[] {
  if (typeof answer === 'string') return [answer];
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.values(answer).flatMap(textsIn);
}

function messages(log: { body: { message: string } }[]): string {
  return log.map(({ body }) => body.message).join('\n');
}
