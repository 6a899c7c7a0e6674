import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  GetRoleCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import type { JsonObject } from '@backstage/types';
import {
  ActionStack,
  identity,
  startActionStack,
} from '../__testUtils__/actionStack';
import { exampleTemplate } from '../__testUtils__/exampleTemplates';
import { dryRun, runTemplate } from '../__testUtils__/scaffolder';
import { filledIn } from '../__testUtils__/templateForm';

jest.setTimeout(180_000);

const onboarding = 'onboard-private-eks-cluster';
const offboarding = 'offboard-eks-cluster';
const clusterRole = 'team-cluster-role';
const nodeRole = 'team-node-role';
const managed = (policy: string) => `arn:aws:iam::aws:policy/${policy}`;

/** They lack most of what EKS Auto Mode needs, and serve another team, too. */
async function makeRoles(iam: IAMClient) {
  const roles: [string, string, string][] = [
    [clusterRole, 'eks.amazonaws.com', 'AmazonEKSBlockStoragePolicy'],
    [nodeRole, 'ecs-tasks.amazonaws.com', 'AmazonEKSVPCResourceController'],
  ];
  for (const [RoleName, Service, policy] of roles) {
    await iam.send(
      new CreateRoleCommand({
        RoleName,
        Description: 'of another team',
        Tags: [{ Key: 'team', Value: 'another' }],
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service },
              Action: 'sts:AssumeRole',
            },
          ],
        }),
      }),
    );
    await iam.send(
      new AttachRolePolicyCommand({ RoleName, PolicyArn: managed(policy) }),
    );
  }
}

// One story in order: each test goes on where the one before has left the world.
describe('cluster and node roles that somebody else made, and that lack something', () => {
  let stack: ActionStack;
  beforeAll(async () => {
    stack = await startActionStack();
    await makeRoles(stack.tamper.iam);
  });
  afterAll(() => stack?.stop());
  beforeEach(() => stack.sandbox.world.calls.clear());

  const answers = (more: JsonObject = {}) =>
    filledIn(exampleTemplate(onboarding), {
      ...identity,
      subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
      owner: 'group:default/platform-team',
      envType: 'production',
      names: { clusterRole, nodeRole },
      ...more,
    });
  const leaving = filledIn(exampleTemplate(offboarding), {
    ...identity,
    confirm: identity.clusterName,
    keepCluster: false,
  });
  const run = (template: string, values: JsonObject) =>
    runTemplate(stack, `template:default/${template}`, values);
  const roleCalls = () =>
    stack
      .writes()
      .filter(({ system }) => system === 'iam')
      .filter(({ resource = '' }) => /team-\w+-role/.test(resource))
      .map(({ operation }) => operation);
  const roleOf = async (RoleName: string) => {
    const { iam } = stack.tamper;
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    const { AttachedPolicies } = await iam.send(
      new ListAttachedRolePoliciesCommand({ RoleName }),
    );
    return {
      trust: decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''),
      description: Role?.Description,
      tags: Role?.Tags,
      policies: AttachedPolicies?.map(({ PolicyName }) => PolicyName),
    };
  };

  it('are refused by name before anything is made, with the way out', async () => {
    const { status, log } = await run(onboarding, answers());
    expect(status).toBe('failed');
    for (const role of [clusterRole, nodeRole]) {
      expect(log).toMatch(
        new RegExp(`IAM role ${role}: .*set adopt to have it added`),
      );
    }
    expect(roleCalls()).toEqual([]);
  });

  it('get with adopt what they lack, and keep all that they have', async () => {
    const { status, log } = await run(onboarding, answers({ adopt: true }));
    expect([status, status === 'completed' ? '' : log]).toEqual([
      'completed',
      '',
    ]);
    expect(log).toMatch(
      new RegExp(`~ iam role ${clusterRole}: somebody else made it; .*never`),
    );
    expect(new Set(roleCalls())).toEqual(
      new Set(['UpdateAssumeRolePolicy', 'AttachRolePolicy']),
    );
    expect(await roleOf(nodeRole)).toEqual({
      trust: expect.stringMatching(/ecs-tasks\.amazonaws.*ec2\.amazonaws/),
      description: 'of another team',
      tags: [{ Key: 'team', Value: 'another' }],
      policies: expect.arrayContaining([
        'AmazonEKSVPCResourceController',
        'AmazonEKSWorkerNodeMinimalPolicy',
      ]),
    });
    expect((await roleOf(clusterRole)).policies).not.toContain(
      'AmazonEKSBlockStoragePolicyV2',
    );
  });

  it('need no leave from then on', async () => {
    const { status } = await run(onboarding, answers());
    expect(status).toBe('completed');
    expect(roleCalls()).toEqual([]);
  });

  it('are told by a dry-run of the off-boarding to stay', async () => {
    const { body } = await dryRun(stack, offboarding, leaving);
    const log = JSON.stringify(body.log);
    expect(log).toContain(`- eks cluster ${identity.clusterName}`);
    expect(log).not.toContain(`- iam role ${clusterRole}`);
    expect(log).not.toContain(`- iam role ${nodeRole}`);
    expect(JSON.stringify(body.output.text)).toContain(
      `- iam role ${clusterRole}: this binding has not made it.`,
    );
  });

  it('stay when cluster and binding go, as they are', async () => {
    const before = [await roleOf(clusterRole), await roleOf(nodeRole)];
    const { status, output } = await run(offboarding, leaving);
    expect(status).toBe('completed');
    expect(JSON.stringify(output.text)).toContain(
      `- iam role ${nodeRole}: this binding has not made it.`,
    );
    expect(roleCalls()).toEqual([]);
    expect([await roleOf(clusterRole), await roleOf(nodeRole)]).toEqual(before);
    expect(JSON.stringify(await stack.world())).not.toContain(
      identity.clusterName,
    );
  });
});
