import {
  CreateNodegroupCommand,
  DeleteClusterCommand,
  DeleteNodegroupCommand,
  DescribeAccessEntryCommand,
  DescribeNodegroupCommand,
  EKSClient,
  ListNodegroupsCommand,
} from '@aws-sdk/client-eks';
import { builtin } from '../../kubernetes/resources';
import { settle } from '../../kubernetes/controllers/settle';
import { Sandbox, startSandbox } from '../../sandbox';
import { instantTimings } from '../../timings';
import { administratorClients } from '../__testUtils__/clients';
import {
  clusterRoleArn,
  createCluster,
  createRoles,
  createWorkerRole,
  nodeRoleArn,
  subnetIds,
  workerRoleArn,
} from '../__testUtils__/cluster';

jest.setTimeout(30_000);

const clusterName = 'workers';

let sandbox: Sandbox;
let eks: EKSClient;
beforeAll(async () => {
  sandbox = await startSandbox({ timings: instantTimings });
  const clients = administratorClients(sandbox.awsUrl);
  eks = clients.eks;
  await createRoles(clients.iam);
  await createWorkerRole(clients.iam);
  await createCluster(eks, {
    name: clusterName,
    roleArn: clusterRoleArn,
    computeConfig: undefined,
    kubernetesNetworkConfig: undefined,
    storageConfig: undefined,
    bootstrapSelfManagedAddons: true,
  });
});
afterAll(() => sandbox.close());

const create = (nodegroupName: string, nodeRole = workerRoleArn) =>
  eks.send(
    new CreateNodegroupCommand({
      clusterName,
      nodegroupName,
      nodeRole,
      subnets: subnetIds,
      scalingConfig: { minSize: 1, maxSize: 3, desiredSize: 2 },
    }),
  );

function nodeLabels(): Record<string, string>[] {
  const cluster = sandbox.world.aws.findCluster({
    accountId: '111122223333',
    region: 'eu-central-1',
    name: clusterName,
  });
  if (!cluster) throw new Error('there is no cluster');
  settle(sandbox.world, cluster);
  return sandbox.world.kubernetes
    .of(sandbox.world, cluster)
    .store.list(builtin('', 'nodes'))
    .map(({ metadata }) => metadata.labels ?? {});
}

it('brings nodes, lets them in, and keeps the cluster from being deleted until it is gone', async () => {
  const { nodegroup } = await create('blue');
  expect(nodegroup).toMatchObject({
    nodegroupArn: expect.stringContaining(`:nodegroup/${clusterName}/blue/`),
    scalingConfig: { desiredSize: 2 },
  });
  const id = { clusterName, nodegroupName: 'blue' };
  const described = await eks.send(new DescribeNodegroupCommand(id));
  expect(described.nodegroup?.status).toBe('ACTIVE');
  expect(
    (await eks.send(new ListNodegroupsCommand({ clusterName }))).nodegroups,
  ).toEqual(['blue']);
  const labels = { 'eks.amazonaws.com/nodegroup': 'blue' };
  expect(nodeLabels()).toMatchObject([labels, labels]);
  const { accessEntry } = await eks.send(
    new DescribeAccessEntryCommand({
      clusterName,
      principalArn: workerRoleArn,
    }),
  );
  expect(accessEntry?.type).toBe('EC2_LINUX');

  await expect(
    eks.send(new DeleteClusterCommand({ name: clusterName })),
  ).rejects.toMatchObject({
    name: 'ResourceInUseException',
    message: 'Cluster has nodegroups attached',
  });
  await eks.send(new DeleteNodegroupCommand(id));
  expect(nodeLabels()).toEqual([]);
});

it('is one of its name', async () => {
  await create('green');
  await expect(create('green')).rejects.toMatchObject({
    name: 'ResourceInUseException',
  });
});

it('needs a role whose nodes may join', async () => {
  await expect(create('red', nodeRoleArn)).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: expect.stringContaining('AmazonEKSWorkerNodePolicy'),
  });
  await expect(create('red', clusterRoleArn)).rejects.toMatchObject({
    message: expect.stringContaining('ec2.amazonaws.com'),
  });
});
