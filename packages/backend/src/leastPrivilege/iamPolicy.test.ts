import {
  AssociateAccessPolicyCommand,
  CreateAccessEntryCommand,
  CreateClusterCommand,
  DeleteClusterCommand,
  EKSClient,
} from '@aws-sdk/client-eks';
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { describeFailure } from 'backstage-plugin-humanitec-eks-node';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { makeClusterWith } from '../__testUtils__/clustersOfOthers';
import { backstageSession } from '../__testUtils__/platformAccount';
import { allFlows, FlowName } from './__testUtils__/flows';
import {
  PrivilegedStack,
  startPrivilegedStack,
} from './__testUtils__/privilegedStack';
import {
  Beginnings,
  beginnings,
  flowNames,
  Recorded,
  recordFlows,
} from './__testUtils__/recordFlows';

jest.setTimeout(120_000);

interface Statement {
  Sid: string;
  Action: string | string[];
  Resource: string | string[];
  Condition?: object;
}

const { Statement: statements }: { Statement: Statement[] } = JSON.parse(
  readFileSync(
    resolve(__dirname, '../../../../docs/reference/iam-policy.json'),
    'utf8',
  ),
);
const actionsOf = ({ Action }: Statement) => [Action].flat();
const documented = [...new Set(statements.flatMap(actionsOf))].sort();

/** Service Authorization Reference, EKS, EC2 and IAM: these know no resource. */
const withoutResource =
  /^(eks:(CreateCluster|DescribeClusterVersions|ListClusters)|ec2:Describe\w+|iam:(GetAccountSummary|ListPolicies|ListRoles))$/;

describe("the policy of Backstage's role", () => {
  let stack: PrivilegedStack;
  let worlds: Beginnings;
  let recorded: Recorded[];
  beforeAll(async () => {
    stack = await startPrivilegedStack();
    worlds = await beginnings(stack);
    recorded = await recordFlows(stack, worlds);
  });
  afterAll(() => stack?.stop());

  const actionsIn = ({ asked }: Recorded) =>
    asked.flatMap(one => (one.system === 'aws' ? one.action : []));

  /** Takes actions out of the policy that the role has in the sandbox. */
  const take = (isTaken: (action: string, of: Statement) => boolean) => {
    const { roles } = stack.sandbox.world.aws.account('111122223333');
    const other = stack.sandbox.world.aws.account('444455556666').roles;
    for (const found of [roles, other]) {
      const policies = found.get('backstage-humanitec-eks')?.inlinePolicies;
      for (const [name, text] of policies ?? []) {
        const policy: { Statement: Statement[] } = JSON.parse(text);
        const left = policy.Statement.map(statement => ({
          ...statement,
          Action: actionsOf(statement).filter(
            action => !isTaken(action, statement),
          ),
        })).filter(({ Action }) => Action.length > 0);
        policies?.set(name, JSON.stringify({ ...policy, Statement: left }));
      }
    }
  };

  /** Everything that a person reads of the flow. */
  const outcome = async (name: FlowName): Promise<string> => {
    try {
      return ((await allFlows[name].run(stack)) ?? []).join('\n');
    } catch (error) {
      return describeFailure(error);
    }
  };

  /** These keep answers for a while, or tell only the verdict. */
  const tellLess: FlowName[] = [
    'filling in the form',
    'looking at the fleet',
    'bringing clusters into the catalog',
    "reading a cluster's page",
  ];

  /** The first of the flows that need it. */
  const flowThatNeeds = (action: string): FlowName => {
    const flow = recorded.find(
      one => actionsIn(one).includes(action) && !tellLess.includes(one.name),
    );
    if (!flow) throw new Error(`no flow needs ${action}`);
    return flow.name;
  };

  it.each(flowNames)('is enough for %s', name => {
    const flow = recorded.find(one => one.name === name);
    expect(flow?.asked.length).toBeGreaterThan(0);
    expect(flow?.asked.filter(({ allowed }) => !allowed)).toEqual([]);
  });

  it('allows no action that no flow needs, and every one that some flow needs', () => {
    expect(documented).toEqual(
      [...new Set(recorded.flatMap(actionsIn))].sort(),
    );
  });

  it('has a statement for each, none of which is a wildcard', () => {
    expect(documented.filter(action => action.includes('*'))).toEqual([]);
  });

  it('is scoped to the account wherever AWS knows a resource', () => {
    const everywhere = statements
      .filter(({ Resource }) => [Resource].flat().includes('*'))
      .flatMap(actionsOf);
    expect(everywhere.filter(action => !withoutResource.test(action))).toEqual(
      [],
    );
    expect(
      documented.filter(action => withoutResource.test(action)).sort(),
    ).toEqual(everywhere.sort());
  });

  it.each(documented)('without %s a flow says so', async action => {
    const flow = flowThatNeeds(action);
    await worlds.ready(flow);
    take(one => one === action);
    const text = await outcome(flow);
    expect([flow, text]).toEqual([flow, expect.stringContaining(action)]);
    expect(text).toMatch(
      /Allow \S+ |Add these actions to its policy|Allow iam:SimulatePrincipalPolicy/,
    );
  });

  it.each(statements.map(({ Sid }) => Sid))(
    'without the statement %s a flow names an action of it',
    async sid => {
      const statement = statements.find(({ Sid }) => Sid === sid);
      const actions = statement ? actionsOf(statement) : [];
      const flow = flowThatNeeds(actions[0]);
      await worlds.ready(flow);
      take((_, { Sid }) => Sid === sid);
      expect(await outcome(flow)).toMatch(new RegExp(actions.join('|')));
    },
  );

  describe('does not let Backstage', () => {
    const region = 'eu-central-1';
    let eks: EKSClient;
    let iam: IAMClient;
    beforeAll(async () => {
      await worlds.ready('onboarding a new cluster');
      await makeClusterWith('the console', stack.tamper);
      const credentials = backstageSession();
      eks = new EKSClient({ region, credentials });
      iam = new IAMClient({ region, credentials });
    });
    afterAll(() => [eks, iam].forEach(client => client.destroy()));
    const refused = (action: string) => ({
      message: expect.stringContaining(
        `is not authorized to perform: ${action}`,
      ),
    });
    const nodeRole = 'AmazonEKSAutoNodeRole';
    const newCluster = {
      name: 'another',
      roleArn: 'arn:aws:iam::111122223333:role/AmazonEKSAutoClusterRole',
      accessConfig: { authenticationMode: 'API' as const },
      tags: { 'humanitec-eks/binding': 'another' },
    };
    const subnetIds = ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'];

    it('make a cluster with a public endpoint', () =>
      expect(
        eks.send(
          new CreateClusterCommand({
            ...newCluster,
            resourcesVpcConfig: { subnetIds },
          }),
        ),
      ).rejects.toMatchObject(refused('eks:CreateCluster')));

    it('make a cluster without our tag', () =>
      expect(
        eks.send(
          new CreateClusterCommand({
            ...newCluster,
            tags: {},
            resourcesVpcConfig: {
              subnetIds,
              endpointPublicAccess: false,
              endpointPrivateAccess: true,
            },
          }),
        ),
      ).rejects.toMatchObject(refused('eks:CreateCluster')));

    it('delete a cluster of others', () =>
      expect(
        eks.send(new DeleteClusterCommand({ name: 'payments-prod' })),
      ).rejects.toMatchObject(refused('eks:DeleteCluster')));

    it('make somebody else administrator of a cluster', async () => {
      const entry = {
        clusterName: 'payments-prod',
        principalArn: `arn:aws:iam::111122223333:role/${nodeRole}-of-a-friend`,
      };
      await stack.tamper.iam.send(
        new CreateRoleCommand({
          RoleName: `${nodeRole}-of-a-friend`,
          AssumeRolePolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { AWS: 'arn:aws:iam::111122223333:root' },
                Action: 'sts:AssumeRole',
              },
            ],
          }),
        }),
      );
      await eks.send(new CreateAccessEntryCommand(entry));
      await expect(
        eks.send(
          new AssociateAccessPolicyCommand({
            ...entry,
            policyArn:
              'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy',
            accessScope: { type: 'cluster' },
          }),
        ),
      ).rejects.toMatchObject(refused('eks:AssociateAccessPolicy'));
    });

    it('attach a policy of AWS that no role of ours needs', () =>
      expect(
        iam.send(
          new AttachRolePolicyCommand({
            RoleName: nodeRole,
            PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
          }),
        ),
      ).rejects.toMatchObject(refused('iam:AttachRolePolicy')));

    it('delete a role of others', () =>
      expect(
        iam.send(new DeleteRoleCommand({ RoleName: nodeRole })),
      ).rejects.toMatchObject(refused('iam:DeleteRole')));

    it('delete a policy of others', () =>
      expect(
        iam.send(
          new DeletePolicyCommand({
            PolicyArn: 'arn:aws:iam::111122223333:policy/of-others',
          }),
        ),
      ).rejects.toMatchObject(refused('iam:DeletePolicy')));
  });
});
