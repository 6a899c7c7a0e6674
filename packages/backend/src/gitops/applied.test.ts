import { CreateRoleCommand } from '@aws-sdk/client-iam';
import {
  BindingInput,
  BindingReport,
  bindingSpec,
} from 'backstage-plugin-humanitec-eks-common';
import { renderBinding } from 'backstage-plugin-humanitec-eks-node';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ActionStack,
  identity,
  startActionStack,
} from '../__testUtils__/actionStack';
import { Operator, startOperator } from '../__testUtils__/operator/operator';
import { runTemplate, workedExample } from '../__testUtils__/scaffolder';

jest.setTimeout(180_000);

const backstageRole = 'arn:aws:iam::111122223333:role/backstage-humanitec-eks';
const administrator = 'arn:aws:iam::111122223333:user/administrator';

/** The worked example, as the onboarding template passes it on. */
const input = {
  ...identity,
  envType: 'production',
  names: { cloudAccount: 'platform-production' },
  cluster: {
    subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
    owner: 'group:default/platform-team',
  },
};

// One story in order: what the README says, what Backstage sees then, and the way back.
describe('rendered files that a person applies', () => {
  let stack: ActionStack;
  let operator: Operator;
  let before: unknown;
  beforeAll(async () => {
    stack = await startActionStack();
    operator = await startOperator(stack, filesOf(input));
    before = await stack.world();
  });
  afterAll(async () => {
    await operator?.close();
    await stack?.stop();
  });

  it('make the binding with the commands of their README, as they stand there', async () => {
    await operator.run(await stepsOf(operator));
    expect(stack.writes().length).toBeGreaterThan(30);
  });

  it('leave no placeholder and no secret behind', async () => {
    const agent = await readFile(
      join(operator.folder, 'kubernetes/agent.yaml'),
      'utf8',
    );
    expect(agent).toMatch(/humanitec-eks\/key-fingerprint: "?[0-9a-f]{64}"?$/m);
    const found = await operator.run(
      `grep -rlE 'PRIVATE KEY|humanitec-[0-9a-f]{32}' . || true`,
    );
    expect(found).toBe('');
  });

  it('are proved by binding:verify', async () => {
    const { status, log } = await stack.run(
      'humanitec-eks:binding:verify',
      input,
    );
    expect([status, log]).toEqual([
      'completed',
      expect.stringContaining(
        '✓ Deployments: shop/production reaches the cluster through the agent',
      ),
    ]);
  });

  it('are in sync for the cluster’s page, all eight parts', async () => {
    const { body } = await stack.api
      .get(
        '/api/humanitec-eks/v1/entity/default/resource/eks-automode-prod/binding?fresh=true',
      )
      .expect(200);
    const report: BindingReport = body;
    expect(
      report.parts.map(({ part, status, changes }) => [part, status, changes]),
    ).toEqual(
      [
        'cluster',
        'accessRole',
        'cloudAccount',
        'clusterDefinition',
        'agent',
        'agentDefinition',
        'deployAccess',
        'runnerAccess',
      ].map(part => [part, 'inSync', []]),
    );
    expect(report.verdict).toBe('ready');
  });

  it('leave nothing to do for the onboarding template', async () => {
    stack.sandbox.world.calls.clear();
    const { template, values } = await workedExample();
    const task = await runTemplate(stack, template, values);

    expect(task.status).toBe('completed');
    expect(stack.writes()).toEqual([]);
  });

  it('are applied again without a difference, but for the key', async () => {
    const world = await stack.world();
    const blocks = await blocksOf(operator);
    const again = blocks
      .filter(({ heading }) => !heading.startsWith('To take it back'))
      .filter(({ code }) => !code.includes('openssl genpkey'));
    await operator.run(again.map(({ code }) => code).join('\n'));
    expect(await stack.world()).toEqual(world);
  });

  it('are taken back without a trace', async () => {
    await operator.run(await wayBackOf(operator));
    expect(await stack.world()).toEqual(before);
  });
});

describe('rendered files with other options', () => {
  let stack: ActionStack;
  let operator: Operator;
  const jobs = 'arn:aws:iam::111122223333:role/runner-jobs';
  const options: BindingInput = {
    ...input,
    envType: undefined,
    criteria: [
      { appId: 'shop', envType: 'staging' },
      { appId: 'shop', class: 'large' },
    ],
    accessRole: { accountType: 'aws-identity' },
    aws: { iamPath: '/platform/', tags: { team: 'no', since: '2026-01-31' } },
    cluster: {
      ...input.cluster,
      version: '1.35',
      nodePools: ['general-purpose'],
      supportType: 'EXTENDED',
      deletionProtection: false,
      logging: ['api', 'audit'],
      zonalShift: true,
    },
    clusterDefinition: { loadBalancer: 'lb.example.com' },
    agent: {
      replicas: 1,
      proxy: { httpsProxy: 'http://proxy.example.com:3128' },
    },
    runner: {
      drivers: ['opentofu-container-runner', 'terraform-container-runner'],
      podIdentityRoleArn: jobs,
    },
  };
  beforeAll(async () => {
    stack = await startActionStack();
    await stack.tamper.iam.send(
      new CreateRoleCommand({
        RoleName: 'runner-jobs',
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'pods.eks.amazonaws.com' },
              Action: ['sts:AssumeRole', 'sts:TagSession'],
            },
          ],
        }),
      }),
    );
    operator = await startOperator(stack, filesOf(options));
  });
  afterAll(async () => {
    await operator?.close();
    await stack?.stop();
  });

  it('make a binding that binding:verify proves', async () => {
    await operator.run(await stepsOf(operator));
    const { status, log } = await stack.run(
      'humanitec-eks:binding:verify',
      JSON.parse(JSON.stringify(options)),
    );
    expect([status, log]).toEqual(['completed', expect.any(String)]);
  });

  it('are taken back but for the identity provider, which all bindings of the account share', async () => {
    await operator.run(await wayBackOf(operator));
    const world = JSON.stringify(await stack.world());
    expect(world).toContain('idtoken.humanitec.io');
    expect(world).not.toContain('eks-automode-prod');
  });
});

describe('a rendered cluster that Backstage is not let into', () => {
  let stack: ActionStack;
  let operator: Operator;
  beforeAll(async () => {
    stack = await startActionStack();
    operator = await startOperator(stack, filesOf(input));
  });
  afterAll(async () => {
    await operator?.close();
    await stack?.stop();
  });

  it('is as asked for, and its access is not missed', async () => {
    const [, create] = await blocksOf(operator);
    await operator.run(
      `export BACKSTAGE_ROLE='' ADMINISTRATOR='${administrator}'\n${create.code}`,
    );
    const { log } = await stack.dryRun('humanitec-eks:cluster:apply', {
      cluster: input.cluster,
    });
    expect(log).toContain('Cluster is as asked for (AWS');
  });
});

function filesOf(asked: BindingInput): Record<string, string> {
  return Object.fromEntries(
    renderBinding(bindingSpec(asked)).map(({ path, content }) => [
      path,
      content,
    ]),
  );
}

/** Every shell snippet of the README, with who administers the cluster filled in. */
async function blocksOf({ folder }: Operator) {
  const text = await readFile(join(folder, 'README.md'), 'utf8');
  const sections = text.split(/^## /m).slice(1);
  return sections.flatMap(section => {
    const [heading] = section.split('\n');
    return [...section.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, code]) => ({
      heading,
      code: code
        .replace("BACKSTAGE_ROLE=''", `BACKSTAGE_ROLE='${backstageRole}'`)
        .replace("ADMINISTRATOR=''", `ADMINISTRATOR='${administrator}'`),
    }));
  });
}

async function wayBackOf(operator: Operator): Promise<string> {
  const blocks = await blocksOf(operator);
  return blocks
    .filter(({ heading }) => heading === 'To take it back')
    .map(({ code }) => code)
    .join('\n');
}

/** All but the way back. */
async function stepsOf(operator: Operator): Promise<string> {
  const blocks = await blocksOf(operator);
  return blocks
    .filter(({ heading }) => heading !== 'To take it back')
    .map(({ code }) => code)
    .join('\n');
}
