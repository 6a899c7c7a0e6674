import { connect } from 'node:tls';
import {
  CreateClusterCommandInput,
  DeleteClusterCommand,
  DescribeClusterCommand,
  DescribeClusterVersionsCommand,
  DescribeUpdateCommand,
  EKSClient,
  ListClustersCommand,
  ListTagsForResourceCommand,
  ListUpdatesCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateClusterConfigCommand,
  UpdateClusterConfigCommandInput,
} from '@aws-sdk/client-eks';
import { IAMClient } from '@aws-sdk/client-iam';
import { Sandbox, startSandbox } from '../../sandbox';
import { instantTimings } from '../../timings';
import { administratorClients } from '../__testUtils__/clients';
import {
  clusterPolicies,
  createCluster,
  createRole,
  createRoles,
  nodeRoleArn,
  privateCluster,
  subnetIds,
  trustingService,
} from '../__testUtils__/cluster';

// Several servers share few cores in a full run.
jest.setTimeout(30_000);

let sandbox: Sandbox;
let eks: EKSClient;
let iam: IAMClient;
beforeEach(async () => {
  sandbox = await startSandbox({ timings: instantTimings });
  ({ eks, iam } = administratorClients(sandbox.awsUrl));
});
afterEach(() => sandbox.close());

const name = 'eks-automode-prod';

const describeCluster = async () =>
  (await eks.send(new DescribeClusterCommand({ name }))).cluster;

const refusal = (errorName: string, message: string) => ({
  name: errorName,
  message: expect.stringContaining(message),
});

describe('a new cluster', () => {
  it('is CREATING for a while, and then has an endpoint and a certificate authority', async () => {
    sandbox.world.timings.clusterCreate = 40;
    await createRoles(iam);
    const { cluster } = await createCluster(eks, { tags: { team: 'a' } });
    expect(cluster).toMatchObject({
      arn: 'arn:aws:eks:eu-central-1:111122223333:cluster/eks-automode-prod',
      status: 'CREATING',
      tags: { team: 'a' },
      computeConfig: privateCluster.computeConfig,
      accessConfig: { authenticationMode: 'API' },
      resourcesVpcConfig: {
        vpcId: 'vpc-0123456789abcdef0',
        subnetIds,
        endpointPrivateAccess: true,
        endpointPublicAccess: false,
      },
    });
    expect(cluster?.endpoint).toBeUndefined();

    sandbox.world.clock.advance(39);
    expect(await describeCluster()).toMatchObject({ status: 'CREATING' });
    sandbox.world.clock.advance(1);
    const active = await describeCluster();
    expect(active).toMatchObject({
      status: 'ACTIVE',
      endpoint: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/),
      version: '1.36',
      health: { issues: [] },
    });
    await expect(
      handshake(active?.endpoint, active?.certificateAuthority?.data),
    ).resolves.toBe(true);
  });

  it('is listed in its own region only', async () => {
    await createRoles(iam);
    await createCluster(eks);
    const other = administratorClients(sandbox.awsUrl, 'us-east-1');
    const list = async (client: EKSClient) =>
      (await client.send(new ListClustersCommand({}))).clusters;
    expect(await list(eks)).toEqual([name]);
    expect(await list(other.eks)).toEqual([]);
  });

  it('is one however often the same request is sent', async () => {
    await createRoles(iam);
    const clientRequestToken = 'one-token-for-one-cluster-0123456789';
    const first = await createCluster(eks, { clientRequestToken });
    const again = await createCluster(eks, { clientRequestToken });
    expect(again.cluster?.createdAt).toEqual(first.cluster?.createdAt);
    expect(sandbox.world.aws.clusters.size).toBe(1);
    await expect(
      createCluster(eks, { clientRequestToken, name: 'other' }),
    ).rejects.toMatchObject(
      refusal('InvalidParameterException', 'clientRequestToken'),
    );
  });

  it('cannot have a name that is taken', async () => {
    await createRoles(iam);
    await createCluster(eks);
    await expect(createCluster(eks)).rejects.toMatchObject({
      name: 'ResourceInUseException',
      message: `Cluster already exists with name: ${name}`,
      clusterName: name,
      $metadata: { httpStatusCode: 409 },
    });
  });
});

describe('the cluster role', () => {
  const cases = [
    {
      title: 'that does not exist',
      roles: undefined,
      message: 'could not be assumed because it does not exist',
    },
    {
      title: 'that does not trust EKS',
      roles: { service: 'ec2.amazonaws.com' },
      message: 'the trusted entity is not correct',
    },
    {
      title: 'that EKS may not tag sessions of',
      roles: { actions: ['sts:AssumeRole'] },
      message: "IAM role's policy must include",
    },
    ...clusterPolicies.map(missing => ({
      title: `without ${missing}`,
      roles: { policies: clusterPolicies.filter(one => one !== missing) },
      message: `The provided role doesn't have the Amazon EKS Managed Policies associated with it. Please ensure the following policies [${missing}]`,
    })),
  ];

  it.each(cases)('is refused $title', async ({ roles, message }) => {
    if (roles) await createRoles(iam, roles);
    await expect(createCluster(eks)).rejects.toMatchObject(
      refusal('InvalidParameterException', message),
    );
  });

  it('is accepted with the older block storage policy', async () => {
    await createRoles(iam, {
      policies: clusterPolicies.map(policy =>
        policy.replace('BlockStoragePolicyV2', 'BlockStoragePolicy'),
      ),
    });
    await expect(createCluster(eks)).resolves.toBeDefined();
  });

  it('is refused until it has spread', async () => {
    sandbox.world.timings.iamPropagation = 6;
    await createRoles(iam);
    await expect(createCluster(eks)).rejects.toMatchObject(
      refusal('InvalidParameterException', 'could not be assumed'),
    );
    sandbox.world.clock.advance(6);
    await expect(createCluster(eks)).resolves.toBeDefined();
  });

  it('is refused when it belongs to another account', async () => {
    await expect(
      createCluster(eks, { roleArn: 'arn:aws:iam::444455556666:role/theirs' }),
    ).rejects.toMatchObject(
      refusal('AccessDeniedException', 'Cross-account pass role'),
    );
  });
});

it('refuses a node role that does not trust EC2', async () => {
  await createRoles(iam);
  await createRole(iam, {
    name: 'eks-node-2',
    trust: trustingService('eks.amazonaws.com', ['sts:AssumeRole']),
  });
  await expect(
    createCluster(eks, {
      computeConfig: {
        ...privateCluster.computeConfig,
        nodeRoleArn: `${nodeRoleArn}-2`,
      },
    }),
  ).rejects.toMatchObject(refusal('InvalidParameterException', 'Node role'));
});

describe('the configuration', () => {
  const vpc = (changes: object): Partial<CreateClusterCommandInput> => ({
    resourcesVpcConfig: { ...privateCluster.resourcesVpcConfig, ...changes },
  });
  const cases: [string, Partial<CreateClusterCommandInput>, string][] = [
    ['a name with a dot', { name: 'a.b' }, 'name'],
    ['an old version', { version: '1.19' }, '1.19'],
    [
      'only two of the three Auto Mode switches',
      { storageConfig: { blockStorage: { enabled: false } } },
      'fully enabled or fully disabled',
    ],
    [
      'the self-managed add-ons of other clusters',
      { bootstrapSelfManagedAddons: undefined },
      'bootstrapSelfManagedAddons must be set to false',
    ],
    [
      'Auto Mode without access entries',
      { accessConfig: { authenticationMode: 'CONFIG_MAP' } },
      'requires authentication mode',
    ],
    [
      'no way in for anyone',
      {
        accessConfig: {
          authenticationMode: 'CONFIG_MAP',
          bootstrapClusterCreatorAdminPermissions: false,
        },
      },
      'must be true',
    ],
    [
      'an unknown node pool',
      { computeConfig: { enabled: true, nodePools: ['gpu'], nodeRoleArn } },
      'gpu',
    ],
    [
      'a node role without node pools',
      { computeConfig: { enabled: true, nodePools: [], nodeRoleArn } },
      'nodePool value(s) must be provided',
    ],
    [
      'no endpoint',
      vpc({ endpointPrivateAccess: false }),
      'cannot both be false',
    ],
    [
      'an unknown subnet',
      vpc({ subnetIds: [subnetIds[0], 'subnet-0ffffffffffffffff'] }),
      "The subnet ID 'subnet-0ffffffffffffffff' does not exist",
    ],
    [
      'subnets of another region',
      vpc({ subnetIds: ['subnet-0b1b2c3d4e5f60001', subnetIds[1]] }),
      'subnet-0b1b2c3d4e5f60001',
    ],
    [
      'one subnet',
      vpc({ subnetIds: [subnetIds[0]] }),
      'at least two different AZs',
    ],
    ['no subnet', vpc({ subnetIds: [] }), 'at least two different AZs'],
    [
      'a security group by name',
      vpc({ securityGroupIds: ['backstage'] }),
      'backstage',
    ],
    [
      'a public service range',
      {
        kubernetesNetworkConfig: {
          elasticLoadBalancing: { enabled: true },
          serviceIpv4Cidr: '8.8.0.0/16',
        },
      },
      '8.8.0.0/16',
    ],
  ];

  it.each(cases)('cannot have %s', async (_title, changes, message) => {
    await createRoles(iam);
    await expect(createCluster(eks, changes)).rejects.toMatchObject(
      refusal('InvalidParameterException', message),
    );
    expect(sandbox.world.aws.clusters.size).toBe(0);
  });
});

describe('deletion', () => {
  const remove = () => eks.send(new DeleteClusterCommand({ name }));

  it('takes a while; the endpoint is gone at once', async () => {
    sandbox.world.timings.clusterDelete = 15;
    await createRoles(iam);
    await createCluster(eks);
    const before = await describeCluster();
    expect((await remove()).cluster?.status).toBe('DELETING');
    await expect(
      handshake(before?.endpoint, before?.certificateAuthority?.data),
    ).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await expect(createCluster(eks)).rejects.toMatchObject({
      name: 'ResourceInUseException',
    });
    sandbox.world.clock.advance(15);
    await expect(describeCluster()).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `No cluster found for name: ${name}.`,
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('is refused while the cluster is being created', async () => {
    sandbox.world.timings.clusterCreate = 40;
    await createRoles(iam);
    await createCluster(eks);
    await expect(remove()).rejects.toMatchObject({
      name: 'ResourceInUseException',
    });
  });

  it('is refused while deletion protection is on', async () => {
    await createRoles(iam);
    await createCluster(eks, { deletionProtection: true });
    await expect(remove()).rejects.toMatchObject(
      refusal('InvalidRequestException', 'deletion protection'),
    );
    await eks.send(
      new UpdateClusterConfigCommand({ name, deletionProtection: false }),
    );
    await expect(remove()).resolves.toBeDefined();
  });
});

describe('updates', () => {
  const update = (changes: Partial<UpdateClusterConfigCommandInput>) =>
    eks.send(new UpdateClusterConfigCommand({ name, ...changes }));

  beforeEach(async () => {
    await createRoles(iam);
    await createCluster(eks);
  });

  it('take effect when they are over', async () => {
    sandbox.world.timings.clusterUpdate = 8;
    const { update: started } = await update({
      resourcesVpcConfig: { endpointPublicAccess: true },
    });
    expect(started).toMatchObject({
      status: 'InProgress',
      type: 'EndpointAccessUpdate',
    });
    expect(await describeCluster()).toMatchObject({
      status: 'UPDATING',
      resourcesVpcConfig: { endpointPublicAccess: false },
    });
    sandbox.world.clock.advance(8);
    expect(await describeCluster()).toMatchObject({
      status: 'ACTIVE',
      resourcesVpcConfig: { endpointPublicAccess: true },
    });
    const { updateIds } = await eks.send(new ListUpdatesCommand({ name }));
    expect(updateIds).toEqual([started?.id]);
    const described = await eks.send(
      new DescribeUpdateCommand({ name, updateId: started?.id }),
    );
    expect(described.update?.status).toBe('Successful');
  });

  it('come one at a time', async () => {
    sandbox.world.timings.clusterUpdate = 8;
    await update({ deletionProtection: true });
    await expect(
      update({ upgradePolicy: { supportType: 'STANDARD' } }),
    ).rejects.toMatchObject(refusal('ResourceInUseException', 'in progress'));
  });

  it.each<[string, Partial<UpdateClusterConfigCommandInput>, string]>([
    [
      'two kinds at once',
      { deletionProtection: true, zonalShiftConfig: { enabled: true } },
      'Only one type of update',
    ],
    ['nothing', {}, 'No changes needed'],
    [
      'what is already so',
      { deletionProtection: false },
      'already at the desired configuration',
    ],
    [
      'the way back from access entries',
      { accessConfig: { authenticationMode: 'API_AND_CONFIG_MAP' } },
      'Unsupported authentication mode update',
    ],
    [
      'an end of both endpoints',
      { resourcesVpcConfig: { endpointPrivateAccess: false } },
      'cannot both be false',
    ],
  ])('cannot be %s', async (_title, changes, message) => {
    await expect(update(changes)).rejects.toMatchObject(
      refusal('InvalidParameterException', message),
    );
  });

  it('turn Auto Mode off', async () => {
    await update({
      computeConfig: { enabled: false },
      storageConfig: { blockStorage: { enabled: false } },
      kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: false } },
    });
    expect(await describeCluster()).toMatchObject({
      computeConfig: { enabled: false },
      storageConfig: { blockStorage: { enabled: false } },
    });
  });
});

it('tags a cluster', async () => {
  await createRoles(iam);
  const { cluster } = await createCluster(eks, { tags: { a: '1', b: '2' } });
  const resourceArn = cluster?.arn;
  await eks.send(new TagResourceCommand({ resourceArn, tags: { c: '3' } }));
  await eks.send(new UntagResourceCommand({ resourceArn, tagKeys: ['a'] }));
  const { tags } = await eks.send(
    new ListTagsForResourceCommand({ resourceArn }),
  );
  expect(tags).toEqual({ b: '2', c: '3' });
});

it('tells which versions there are and which one is the default', async () => {
  const all = await eks.send(new DescribeClusterVersionsCommand({}));
  const defaults = await eks.send(
    new DescribeClusterVersionsCommand({ defaultOnly: true }),
  );
  expect(all.clusterVersions?.length).toBeGreaterThan(2);
  expect(defaults.clusterVersions).toMatchObject([
    {
      clusterVersion: '1.36',
      defaultVersion: true,
      versionStatus: 'STANDARD_SUPPORT',
      endOfStandardSupportDate: new Date('2027-08-02'),
    },
  ]);
});

/** Does the server at the endpoint prove itself with a certificate of that authority? */
function handshake(endpoint = '', caData = ''): Promise<boolean> {
  const { hostname, port } = new URL(endpoint);
  return new Promise((resolve, reject) => {
    const socket = connect(
      {
        host: hostname,
        port: Number(port),
        ca: Buffer.from(caData, 'base64'),
        servername: 'localhost',
      },
      () => {
        resolve(socket.authorized);
        socket.destroy();
      },
    );
    socket.once('error', reject);
  });
}
