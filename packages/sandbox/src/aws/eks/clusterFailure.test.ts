import {
  CreateAccessEntryCommand,
  DeleteClusterCommand,
  DescribeClusterCommand,
  EKSClient,
  UpdateClusterConfigCommand,
} from '@aws-sdk/client-eks';
import { IAMClient } from '@aws-sdk/client-iam';
import { Sandbox, startSandbox } from '../../sandbox';
import { instantTimings } from '../../timings';
import { administratorClients } from '../__testUtils__/clients';
import {
  createCluster,
  createRoles,
  privateCluster,
} from '../__testUtils__/cluster';
import { seededNetwork } from '../seedNetworks';

// Several servers share few cores in a full run.
jest.setTimeout(30_000);

const name = 'eks-automode-prod';
const timings = { ...instantTimings, clusterCreate: 900, clusterDelete: 300 };

let sandbox: Sandbox;
let eks: EKSClient;
let iam: IAMClient;
beforeEach(async () => {
  sandbox = await startSandbox({ timings });
  ({ eks, iam } = administratorClients(sandbox.awsUrl));
  await createRoles(iam);
});
afterEach(() => sandbox.close());

const pass = (seconds: number) => sandbox.world.clock.advance(seconds);

async function describeCluster() {
  const { cluster } = await eks.send(new DescribeClusterCommand({ name }));
  return cluster;
}

const shortage = {
  code: 'InsufficientFreeAddresses',
  message: expect.stringContaining(seededNetwork.fullSubnetId),
  resourceIds: [seededNetwork.fullSubnetId],
};

const createWithoutRoom = () =>
  createCluster(eks, {
    resourcesVpcConfig: {
      ...privateCluster.resourcesVpcConfig,
      subnetIds: [seededNetwork.fullSubnetId, seededNetwork.subnetIds[1]],
    },
  });

describe('a cluster whose subnets have no room', () => {
  it('is FAILED in the end, and its health says why', async () => {
    await createWithoutRoom();
    expect(await describeCluster()).toMatchObject({
      status: 'CREATING',
      health: { issues: [] },
    });
    pass(900);
    expect(await describeCluster()).toMatchObject({
      status: 'FAILED',
      health: { issues: [shortage] },
      certificateAuthority: {},
    });
    expect((await describeCluster())?.endpoint).toBeUndefined();
  });

  it('can only be deleted', async () => {
    await createWithoutRoom();
    pass(900);
    await expect(createCluster(eks)).rejects.toMatchObject({
      name: 'ResourceInUseException',
    });
    await expect(
      eks.send(
        new UpdateClusterConfigCommand({
          name,
          upgradePolicy: { supportType: 'STANDARD' },
        }),
      ),
    ).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: expect.stringContaining('FAILED'),
    });
    await expect(
      eks.send(
        new CreateAccessEntryCommand({
          clusterName: name,
          principalArn: privateCluster.roleArn,
        }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidRequestException' });
    await eks.send(new DeleteClusterCommand({ name }));
    pass(300);
    await expect(describeCluster()).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    expect((await createCluster(eks)).cluster?.status).toBe('CREATING');
  });

  it('is protected from deletion until that is turned off', async () => {
    await createCluster(eks, {
      deletionProtection: true,
      resourcesVpcConfig: {
        ...privateCluster.resourcesVpcConfig,
        subnetIds: [seededNetwork.fullSubnetId, seededNetwork.subnetIds[1]],
      },
    });
    pass(900);
    const remove = () => eks.send(new DeleteClusterCommand({ name }));
    await expect(remove()).rejects.toMatchObject({
      name: 'InvalidRequestException',
    });
    await eks.send(
      new UpdateClusterConfigCommand({ name, deletionProtection: false }),
    );
    expect((await remove()).cluster?.status).toBe('DELETING');
  });
});

describe('a fault that shows later', () => {
  const issue = {
    code: 'AccessDenied',
    message: 'The key may not be used',
    resourceIds: ['arn:aws:kms:eu-central-1:111122223333:key/a'],
  };
  const failLater = (operation: string) =>
    sandbox.world.faults.add({
      system: 'eks',
      operation,
      effect: { kind: 'failLater', ...issue },
    });

  it('makes any creation fail', async () => {
    failLater('CreateCluster');
    const { cluster } = await createCluster(eks);
    expect(cluster?.status).toBe('CREATING');
    pass(900);
    expect(await describeCluster()).toMatchObject({
      status: 'FAILED',
      health: { issues: [issue] },
    });
  });

  it('makes any deletion fail, which can be tried again', async () => {
    await createCluster(eks);
    pass(900);
    failLater('DeleteCluster');
    await eks.send(new DeleteClusterCommand({ name }));
    expect((await describeCluster())?.status).toBe('DELETING');
    pass(300);
    expect(await describeCluster()).toMatchObject({
      status: 'FAILED',
      health: { issues: [issue] },
    });
    await eks.send(new DeleteClusterCommand({ name }));
    pass(300);
    await expect(describeCluster()).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});

describe('the health of a cluster', () => {
  const setHealth = async (body: object) =>
    (
      await fetch(
        `${sandbox.url}/_sandbox/clusters/111122223333/eu-central-1/${name}/health`,
        { method: 'PUT', body: JSON.stringify(body) },
      )
    ).status;
  const issue = {
    code: 'IamRoleNotFound',
    message: 'The role is gone',
    resourceIds: [],
  };

  it('can have issues while it is CREATING and when it is ACTIVE', async () => {
    expect(await setHealth({})).toBe(404);
    await createCluster(eks);
    expect(await setHealth({ issues: [issue] })).toBe(204);
    expect(await describeCluster()).toMatchObject({
      status: 'CREATING',
      health: { issues: [issue] },
    });
    pass(900);
    expect(await describeCluster()).toMatchObject({
      status: 'ACTIVE',
      health: { issues: [issue] },
    });
    await setHealth({ issues: [] });
    expect((await describeCluster())?.health?.issues).toEqual([]);
  });

  it('can turn a creation under way into a failure', async () => {
    await createCluster(eks);
    await setHealth({ failure: issue });
    pass(900);
    expect(await describeCluster()).toMatchObject({
      status: 'FAILED',
      health: { issues: [issue] },
    });
  });
});
