import {
  CreateClusterCommand,
  DeleteAccessEntryCommand,
  DescribeAccessEntryCommand,
  DescribeClusterCommand,
  DisassociateAccessPolicyCommand,
  EKSClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAccessEntryCommand,
  UpdateClusterConfigCommand,
  UpdateClusterConfigCommandInput,
} from '@aws-sdk/client-eks';
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  IAMClient,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { convergence } from '../__testUtils__/convergence';
import type { Tamper } from '../__testUtils__/tamper';

const name = 'eks-automode-prod';
const principalArn = 'arn:aws:iam::111122223333:role/backstage-humanitec-eks';
const adminPolicy =
  'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy';
const clusterRole = `${name}-cluster-role`;
const nodeRole = `${name}-node-role`;
const managed = (policy: string) => `arn:aws:iam::aws:policy/${policy}`;
const clusterPolicies = [
  'AmazonEKSClusterPolicy',
  'AmazonEKSComputePolicy',
  'AmazonEKSBlockStoragePolicyV2',
  'AmazonEKSLoadBalancingPolicy',
  'AmazonEKSNetworkingPolicy',
];
const nodePolicies = [
  'AmazonEKSWorkerNodeMinimalPolicy',
  'AmazonEC2ContainerRegistryPullOnly',
];

const subnetIds = ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'];
/** Another one in the zone of the first, with too few free addresses. */
const fullSubnetId = 'subnet-0a1b2c3d4e5f60004';
/** And one with enough, in the zone of the second. */
const anotherSubnetId = 'subnet-0a1b2c3d4e5f60005';
const input = {
  aws: { tags: { 'cost-center': '4711' } },
  cluster: {
    version: '1.36',
    subnetIds,
    securityGroupIds: ['sg-0a1b2c3d4e5f60001'],
    nodePools: ['general-purpose', 'system'],
    supportType: 'STANDARD',
    logging: ['audit'],
    zonalShift: true,
    deletionProtection: false,
    owner: 'group:default/platform-team',
  },
};

/** Somebody else changes the cluster. */
const update =
  (request: Omit<UpdateClusterConfigCommandInput, 'name'>) =>
  ({ eks }: Pick<Tamper, 'eks'>) =>
    eks.send(new UpdateClusterConfigCommand({ name, ...request }));

const untag =
  (...tagKeys: string[]) =>
  async ({ eks }: Tamper) => {
    const { cluster } = await eks.send(new DescribeClusterCommand({ name }));
    await eks.send(
      new UntagResourceCommand({ resourceArn: cluster?.arn, tagKeys }),
    );
  };

const trustOf = (service: string, ...actions: string[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: service }, Action: actions },
    ],
  });
const clusterTrust = trustOf(
  'eks.amazonaws.com',
  'sts:AssumeRole',
  'sts:TagSession',
);

async function makeRole(
  iam: IAMClient,
  RoleName: string,
  trust: string,
  policies: string[],
) {
  await iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }),
  );
  for (const policy of policies) {
    await iam.send(
      new AttachRolePolicyCommand({ RoleName, PolicyArn: managed(policy) }),
    );
  }
}

/** A cluster as another tool makes it, with roles of its own and the public endpoint. */
async function makeCluster({ iam, eks }: Tamper) {
  await makeRole(iam, 'theirs', clusterTrust, clusterPolicies);
  await eks.send(
    new CreateClusterCommand({
      name,
      version: '1.36',
      roleArn: 'arn:aws:iam::111122223333:role/theirs',
      resourcesVpcConfig: { subnetIds },
      accessConfig: { authenticationMode: 'API' },
    }),
  );
}

const part = convergence({
  part: 'cluster',
  input,
  after: [],
  drifts: {
    subnets: {
      tamper: update({
        resourcesVpcConfig: { subnetIds: [subnetIds[0], anotherSubnetId] },
      }),
      shows: /resourcesVpcConfig\.subnetIds: .*60005.* -> .*60002/,
      repairedBy: ['UpdateClusterConfig'],
    },
    'security groups': {
      tamper: update({ resourcesVpcConfig: { securityGroupIds: [] } }),
      shows: /resourcesVpcConfig\.securityGroupIds: \[\] -> .*sg-0a1b/,
      repairedBy: ['UpdateClusterConfig'],
    },
    'the endpoint': {
      tamper: update({ resourcesVpcConfig: { endpointPublicAccess: true } }),
      shows: /resourcesVpcConfig\.endpointPublicAccess: true -> false/,
      repairedBy: ['UpdateClusterConfig'],
    },
    'Auto Mode': {
      tamper: update({
        computeConfig: { enabled: false },
        kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: false } },
        storageConfig: { blockStorage: { enabled: false } },
      }),
      shows:
        /computeConfig\.enabled: false -> true[\s\S]*elasticLoadBalancing\.enabled: false -> true[\s\S]*blockStorage\.enabled: false -> true/,
      repairedBy: ['UpdateClusterConfig'],
    },
    'node pools': {
      tamper: update({
        computeConfig: {
          enabled: true,
          nodePools: ['system'],
          nodeRoleArn: `arn:aws:iam::111122223333:role/${nodeRole}`,
        },
        kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: true } },
        storageConfig: { blockStorage: { enabled: true } },
      }),
      shows: /computeConfig\.nodePools: system -> general-purpose, system/,
      repairedBy: ['UpdateClusterConfig'],
    },
    'the support type': {
      tamper: update({ upgradePolicy: { supportType: 'EXTENDED' } }),
      shows: /upgradePolicy\.supportType: EXTENDED -> STANDARD/,
      repairedBy: ['UpdateClusterConfig'],
    },
    logging: {
      tamper: update({
        logging: {
          clusterLogging: [
            { types: ['api'], enabled: true },
            { types: ['audit'], enabled: false },
          ],
        },
      }),
      shows: /logging: api -> audit/,
      repairedBy: ['UpdateClusterConfig'],
    },
    'zonal shift': {
      tamper: update({ zonalShiftConfig: { enabled: false } }),
      shows: /zonalShiftConfig\.enabled: false -> true/,
      repairedBy: ['UpdateClusterConfig'],
    },
    'deletion protection': {
      tamper: update({ deletionProtection: true }),
      shows: /deletionProtection: true -> false/,
      repairedBy: ['UpdateClusterConfig'],
    },
    'several things at once': {
      tamper: async ({ eks }) => {
        await update({ deletionProtection: true })({ eks });
        await update({ zonalShiftConfig: { enabled: false } })({ eks });
      },
      shows: /zonalShiftConfig[\s\S]*deletionProtection/,
      repairedBy: ['UpdateClusterConfig', 'UpdateClusterConfig'],
    },
    tags: {
      tamper: untag('cost-center', 'humanitec-eks/owner'),
      shows: /tags\.cost-center: none -> 4711[\s\S]*platform-team/,
      repairedBy: ['TagResource'],
    },
    "the cluster role's trust policy": {
      tamper: ({ iam }) =>
        iam.send(
          new UpdateAssumeRolePolicyCommand({
            RoleName: clusterRole,
            PolicyDocument: trustOf('eks.amazonaws.com', 'sts:AssumeRole'),
          }),
        ),
      shows: /AssumeRolePolicyDocument: .* -> .*sts:TagSession/,
      repairedBy: ['UpdateAssumeRolePolicy'],
    },
    "the cluster role's policies": {
      tamper: ({ iam }) =>
        iam.send(
          new DetachRolePolicyCommand({
            RoleName: clusterRole,
            PolicyArn: managed('AmazonEKSComputePolicy'),
          }),
        ),
      shows: /AttachedPolicies: none -> .*AmazonEKSComputePolicy/,
      repairedBy: ['AttachRolePolicy'],
    },
    "the cluster role's block storage policy": {
      tamper: async ({ iam }) => {
        await iam.send(
          new AttachRolePolicyCommand({
            RoleName: clusterRole,
            PolicyArn: managed('AmazonEKSBlockStoragePolicy'),
          }),
        );
        await iam.send(
          new DetachRolePolicyCommand({
            RoleName: clusterRole,
            PolicyArn: managed('AmazonEKSBlockStoragePolicyV2'),
          }),
        );
      },
      shows: /none -> .*StoragePolicyV2[\s\S]*StoragePolicy -> none/,
      repairedBy: ['AttachRolePolicy', 'DetachRolePolicy'],
    },
    "the cluster role's description": {
      tamper: ({ iam }) =>
        iam.send(
          new UpdateRoleCommand({ RoleName: clusterRole, Description: 'x' }),
        ),
      shows: /Description: x -> EKS Auto Mode runs cluster/,
      repairedBy: ['UpdateRole'],
    },
    "the node role's policies": {
      tamper: ({ iam }) =>
        iam.send(
          new DetachRolePolicyCommand({
            RoleName: nodeRole,
            PolicyArn: managed('AmazonEC2ContainerRegistryPullOnly'),
          }),
        ),
      shows: /AttachedPolicies: none -> .*ContainerRegistryPullOnly/,
      repairedBy: ['AttachRolePolicy'],
    },
    "the node role's tags": {
      tamper: ({ iam }) =>
        iam.send(
          new UntagRoleCommand({
            RoleName: nodeRole,
            TagKeys: ['cost-center'],
          }),
        ),
      shows: /iam role .*node-role[\s\S]*tags\.cost-center: none -> 4711/,
      repairedBy: ['TagRole'],
    },
    "Backstage's own access entry": {
      tamper: ({ eks }) =>
        eks.send(
          new DeleteAccessEntryCommand({ clusterName: name, principalArn }),
        ),
      shows: /\+ access entry Backstage's own role/,
      repairedBy: ['CreateAccessEntry', 'AssociateAccessPolicy'],
    },
    "Backstage's own access policy": {
      tamper: ({ eks }) =>
        eks.send(
          new DisassociateAccessPolicyCommand({
            clusterName: name,
            principalArn,
            policyArn: adminPolicy,
          }),
        ),
      shows: /accessPolicies: none -> .*AmazonEKSClusterAdminPolicy/,
      repairedBy: ['AssociateAccessPolicy'],
    },
    "Backstage's own user name": {
      tamper: ({ eks }) =>
        eks.send(
          new UpdateAccessEntryCommand({
            clusterName: name,
            principalArn,
            username: 'somebody',
          }),
        ),
      shows: /username: somebody -> arn:aws:sts::.*\{\{SessionName\}\}/,
      repairedBy: ['UpdateAccessEntry'],
    },
  },
  foreign: {
    cluster: {
      make: tamper => makeCluster(tamper),
      refusal:
        /eks cluster .*does not carry the tag humanitec-eks\/binding=\S+ of those that this binding makes; choose another name, or bind it as it is/,
      // Only a cluster that we made carries our tag, so that no other is ever deleted.
      adoptable: false,
    },
    'cluster role that lacks something': {
      make: ({ iam }) => makeRole(iam, clusterRole, clusterTrust, []),
      refusal: /iam role .*cluster-role.*lacks something/,
    },
    'node role that trusts somebody else': {
      make: ({ iam }) => makeRole(iam, nodeRole, clusterTrust, nodePolicies),
      refusal: /iam role .*node-role.*lacks something/,
    },
  },
});

jest.setTimeout(180_000);

describe('the cluster', () => {
  beforeAll(part.start);
  afterAll(part.stop);
  afterEach(() => setTimings({ clusterCreate: 0, clusterUpdate: 0 }));

  const tamper = () => part.stack().tamper;
  const operations = () =>
    part
      .stack()
      .writes()
      .map(({ operation }) => operation);
  const setTimings = (timings: {
    clusterCreate?: number;
    clusterUpdate?: number;
    clusterDelete?: number;
  }) => Object.assign(part.stack().sandbox.world.timings, timings);
  const run = (action: string, more = {}) =>
    part.stack().run(`humanitec-eks:cluster:${action}`, more);
  const describeCluster = async (eks: EKSClient) => {
    const { cluster } = await eks.send(new DescribeClusterCommand({ name }));
    return cluster;
  };
  const hasEntry = () =>
    tamper()
      .eks.send(
        new DescribeAccessEntryCommand({ clusterName: name, principalArn }),
      )
      .then(
        () => true,
        error => {
          if (error.name === 'ResourceNotFoundException') return false;
          throw error;
        },
      );

  it.each(part.cases)('%s', (_, check) => check());

  it('is private, with access entries and Auto Mode, and keeps its creator out', async () => {
    await part.backToMade();
    expect(await describeCluster(tamper().eks)).toMatchObject({
      version: '1.36',
      resourcesVpcConfig: {
        subnetIds,
        endpointPrivateAccess: true,
        endpointPublicAccess: false,
      },
      accessConfig: { authenticationMode: 'API' },
      computeConfig: {
        enabled: true,
        nodePools: ['general-purpose', 'system'],
        nodeRoleArn: `arn:aws:iam::111122223333:role/${nodeRole}`,
      },
      kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: true } },
      storageConfig: { blockStorage: { enabled: true } },
      upgradePolicy: { supportType: 'STANDARD' },
      zonalShiftConfig: { enabled: true },
    });
  });

  it('asks for nothing that is not asked for: options left out are no drift', async () => {
    await part.backToMade();
    const task = await run('apply');
    expect(task.log).toContain('Unchanged.');
    expect(operations()).toEqual([]);
  });

  it('uses complete roles of others untouched, and leaves them when it goes', async () => {
    await part.backToAbsent();
    const { iam } = tamper();
    await makeRole(iam, 'shared-cluster', clusterTrust, [
      ...clusterPolicies.filter(policy => !policy.endsWith('V2')),
      'AmazonEKSBlockStoragePolicy',
    ]);
    await makeRole(
      iam,
      'shared-node',
      trustOf('ec2.amazonaws.com', 'sts:AssumeRole'),
      nodePolicies,
    );
    part.stack().sandbox.world.calls.clear();
    const names = { clusterRole: 'shared-cluster', nodeRole: 'shared-node' };
    expect((await part.apply({ names })).status).toBe('completed');
    expect(operations()).toEqual([
      'CreateCluster',
      'CreateAccessEntry',
      'AssociateAccessPolicy',
    ]);
    const { Role } = await iam.send(
      new GetRoleCommand({ RoleName: 'shared-cluster' }),
    );
    expect(Role?.Tags ?? []).toEqual([]);
  });

  it('keeps its roles: others are refused', async () => {
    await part.backToMade();
    const task = await part.apply({ names: { nodeRole: 'another' } });
    expect(task.status).toBe('failed');
    expect(task.log).toContain('EKS does not change the role of a cluster');
    expect(operations()).toEqual([]);
  });

  it('is not upgraded in passing', async () => {
    await part.backToMade();
    const task = await part.apply({
      cluster: { ...input.cluster, version: '1.35' },
    });
    expect(task.status).toBe('failed');
    expect(task.log).toContain('onboarding does not upgrade a cluster');
    expect(operations()).toEqual([]);
  });

  it('gets no key afterwards', async () => {
    await part.backToMade();
    const task = await part.apply({
      cluster: {
        ...input.cluster,
        encryptionKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/a',
      },
    });
    expect(task.status).toBe('failed');
    expect(task.log).toContain('made without a key of its own');
    expect(operations()).toEqual([]);
  });

  it('needs subnets, and says so before anything is made', async () => {
    await part.backToAbsent();
    const task = await run('apply');
    expect(task.status).toBe('failed');
    expect(task.log).toContain('cluster.subnetIds: a new cluster needs');
    expect(operations()).toEqual([]);
  });

  it('with a subnet that does not exist ends at once, with the words of EKS', async () => {
    await part.backToAbsent();
    const start = Date.now();
    const task = await part.apply({
      cluster: { subnetIds: [subnetIds[0], 'subnet-0fffffffffffffff1'] },
    });
    expect(task.status).toBe('failed');
    expect(task.log).toContain("'subnet-0fffffffffffffff1' does not exist");
    expect(Date.now() - start).toBeLessThan(20_000);
  });

  it('is not moved to another VPC, which EKS says', async () => {
    await part.backToMade();
    const elsewhere = ['subnet-0d1b2c3d4e5f60001', 'subnet-0d1b2c3d4e5f60002'];
    const task = await part.apply({ cluster: { subnetIds: elsewhere } });
    expect(task.status).toBe('failed');
    expect(task.log).toMatch(/eks:UpdateClusterConfig: .*VPC of the cluster/);
  });

  it('waits for a role that its update needs and EKS does not know yet', async () => {
    await part.backToMade();
    await update({ deletionProtection: true })(tamper());
    part.stack().sandbox.world.faults.add({
      system: 'eks',
      operation: 'UpdateClusterConfig',
      effect: {
        kind: 'error',
        status: 400,
        code: 'InvalidParameterException',
        message:
          'Role with arn: x, could not be assumed because it does not exist or the trusted entity is not correct',
      },
    });
    const task = await part.apply();
    expect(task.status).toBe('completed');
    expect(task.log).toContain('Waiting for the new IAM roles to take effect');
  });

  it('says why an update of it failed', async () => {
    await part.backToMade();
    const task = await part.apply({
      cluster: { subnetIds: [fullSubnetId, subnetIds[1]] },
    });
    expect(task.status).toBe('failed');
    expect(task.log).toMatch(
      /the update of resourcesVpcConfig\.subnetIds ended as Failed: .*60004/,
    );
  });

  it('waits for the update that somebody else has begun, then makes its own', async () => {
    await part.backToMade();
    await update({ deletionProtection: true })(tamper());
    await describeCluster(tamper().eks);
    setTimings({ clusterUpdate: 3 });
    await update({ zonalShiftConfig: { enabled: false } })(tamper());
    const task = await part.apply();
    expect(task.status).toBe('completed');
    expect(task.log).toContain(
      `Another update of EKS cluster ${name} is running`,
    );
    // What the other update has changed is mended in the same run.
    expect(await describeCluster(tamper().eks)).toMatchObject({
      zonalShiftConfig: { enabled: true },
      deletionProtection: false,
    });
  });

  it('that is UPDATING is there all the same', async () => {
    await part.backToMade();
    setTimings({ clusterUpdate: 60 });
    await update({ deletionProtection: true })(tamper());
    part.stack().sandbox.world.calls.clear();
    const task = await run('apply');
    expect(task.log).toContain('Unchanged.');
    expect(operations()).toEqual([]);
  });

  it('is made while CREATING once, and gets its access entry when it is ACTIVE', async () => {
    await part.backToAbsent();
    setTimings({ clusterCreate: 4 });
    const first = await part.apply();
    expect(first.log).toContain(
      "Later: access entry Backstage's own role (follows when the cluster is ACTIVE)",
    );
    const second = await part.apply();
    expect(second.status).toBe('completed');
    expect(await run('await', { cluster: input.cluster })).toMatchObject({
      status: 'completed',
      log: expect.stringMatching(/is CREATING[\s\S]*is ACTIVE/),
    });
    expect(operations().filter(op => op === 'CreateCluster')).toHaveLength(1);
    expect(await hasEntry()).toBe(true);
  });

  it('is no longer awaited when AWS refuses to tell', async () => {
    await part.backToAbsent();
    setTimings({ clusterCreate: 600 });
    await part.apply();
    part.stack().sandbox.world.faults.add({
      system: 'eks',
      operation: 'DescribeCluster',
      times: 50,
      effect: {
        kind: 'error',
        status: 403,
        code: 'AccessDeniedException',
        message: 'not authorized to perform: eks:DescribeCluster',
      },
    });
    const start = Date.now();
    const task = await run('await');
    expect(task.status).toBe('failed');
    expect(task.log).toContain('eks:DescribeCluster: AccessDenied');
    expect(Date.now() - start).toBeLessThan(10_000);
  });

  describe('that EKS cannot create', () => {
    const tooFull = {
      cluster: { ...input.cluster, subnetIds: [fullSubnetId, subnetIds[1]] },
    };
    const reason = /InsufficientFreeAddresses: .*60004/;

    it('ends the wait at once, with its own health issues', async () => {
      await part.backToAbsent();
      setTimings({ clusterCreate: 2 });
      await part.apply(tooFull);
      const start = Date.now();
      const task = await run('await');
      expect(task.status).toBe('failed');
      expect(task.log).toMatch(/the cluster is FAILED/);
      expect(task.log).toMatch(reason);
      expect(Date.now() - start).toBeLessThan(15_000);
    });

    it('is refused afterwards with what to do, and goes when it is removed', async () => {
      await part.backToAbsent();
      await part.apply(tooFull);
      part.stack().sandbox.world.calls.clear();
      const refused = await part.apply(tooFull);
      expect(refused.status).toBe('failed');
      expect(refused.log).toMatch(reason);
      expect(refused.log).toMatch(/Mend the cause, delete the cluster/);
      expect(operations()).toEqual([]);

      await part.remove();
      expect((await part.apply()).status).toBe('completed');
    });

    it('goes although it is protected from deletion, where that was asked for', async () => {
      await part.backToAbsent();
      await part.apply({
        cluster: { ...tooFull.cluster, deletionProtection: true },
      });
      await part.remove();
      await expect(describeCluster(tamper().eks)).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      });
    });
  });

  describe('when it goes', () => {
    it('waits for an update that is running', async () => {
      await part.backToMade();
      setTimings({ clusterUpdate: 2 });
      await update({ zonalShiftConfig: { enabled: false } })(tamper());
      await part.remove();
      await expect(describeCluster(tamper().eks)).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      });
    });

    it('has its deletion protection turned off where that was asked for', async () => {
      await part.backToMade();
      await update({ deletionProtection: true })(tamper());
      await part.remove();
      await expect(describeCluster(tamper().eks)).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      });
    });

    it('leaves a role that another cluster shares', async () => {
      await part.backToMade();
      const { eks, iam } = tamper();
      await eks.send(
        new CreateClusterCommand({
          name: 'another',
          roleArn: `arn:aws:iam::111122223333:role/${clusterRole}`,
          resourcesVpcConfig: { subnetIds },
          accessConfig: { authenticationMode: 'API' },
        }),
      );
      await part.remove();
      const role = (RoleName: string) =>
        iam.send(new GetRoleCommand({ RoleName }));
      expect((await role(clusterRole)).Role?.RoleName).toBe(clusterRole);
      await expect(role(nodeRole)).rejects.toMatchObject({
        name: 'NoSuchEntityException',
      });
    });

    it("stays, with its roles, when it is not ours; only Backstage's access goes", async () => {
      await part.backToMade();
      await untag('humanitec-eks/binding')(tamper());
      part.stack().sandbox.world.calls.clear();
      await part.remove();
      expect(operations()).toEqual(['DeleteAccessEntry']);
    });
  });

  describe("without Backstage's access", () => {
    it('is noted as such: nobody misses the entry, and a wait for it ends at once', async () => {
      await part.backToMade();
      const revoked = await run('revokeAccess');
      expect(revoked.output.step).toEqual({ changed: true });
      expect(await hasEntry()).toBe(false);

      part.stack().sandbox.world.calls.clear();
      expect((await part.apply()).log).toContain('Unchanged.');
      const again = await run('revokeAccess');
      expect(again.output.step).toEqual({ changed: false });
      expect(operations()).toEqual([]);

      const awaited = await run('await');
      expect(awaited.status).toBe('failed');
      expect(awaited.log).toContain(
        'set cluster.restoreAccess to give it back',
      );
    });

    it('gets it back when that is asked for', async () => {
      await part.backToMade();
      await run('revokeAccess');
      const restored = await run('await', { cluster: { restoreAccess: true } });
      expect(restored.status).toBe('completed');
      expect(restored.log).toContain('The Kubernetes API answers Backstage');
      expect(await hasEntry()).toBe(true);
      expect((await describeCluster(tamper().eks))?.tags).not.toHaveProperty([
        'humanitec-eks/backstage-access',
      ]);
    });

    it('is completed after only the note was made', async () => {
      await part.backToMade();
      const { eks } = tamper();
      const cluster = await describeCluster(eks);
      await eks.send(
        new TagResourceCommand({
          resourceArn: cluster?.arn,
          tags: { 'humanitec-eks/backstage-access': 'revoked' },
        }),
      );
      expect((await run('revokeAccess')).output.step).toEqual({
        changed: true,
      });
      expect(await hasEntry()).toBe(false);
    });

    it('is only told of in a dry-run', async () => {
      await part.backToMade();
      const dry = await part
        .stack()
        .dryRun('humanitec-eks:cluster:revokeAccess');
      expect(dry.log).toContain('would be deleted');
      expect(operations()).toEqual([]);
    });

    it('keeps an entry that does not carry our mark', async () => {
      await part.backToMade();
      const { eks } = tamper();
      const { accessEntry } = await eks.send(
        new DescribeAccessEntryCommand({ clusterName: name, principalArn }),
      );
      await eks.send(
        new UntagResourceCommand({
          resourceArn: accessEntry?.accessEntryArn,
          tagKeys: ['humanitec-eks/binding'],
        }),
      );
      part.stack().sandbox.world.calls.clear();
      const task = await run('revokeAccess');
      expect(task.log).toContain('does not carry our tag, so it stays');
      expect(operations()).toEqual([]);
    });
  });
});
