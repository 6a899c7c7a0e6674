import {
  AssociateEncryptionConfigCommand,
  CreateAccessEntryCommand,
  DescribeClusterCommand,
  DescribeUpdateCommand,
  EKSClient,
  Update,
  UpdateClusterConfigCommand,
  UpdateClusterConfigCommandInput,
  UpdateClusterVersionCommand,
} from '@aws-sdk/client-eks';
import { Sandbox, startSandbox } from '../../sandbox';
import { instantTimings } from '../../timings';
import {
  administratorClients,
  platformRoleArn,
} from '../__testUtils__/clients';
import { createCluster, createRoles } from '../__testUtils__/cluster';
import { seededNetwork } from '../seedNetworks';

// Several servers share few cores in a full run.
jest.setTimeout(30_000);

const name = 'eks-automode-prod';
const { fullSubnetId, narrowSubnetId, securityGroupId, subnetIds } =
  seededNetwork;

let sandbox: Sandbox;
let eks: EKSClient;
beforeEach(async () => {
  sandbox = await startSandbox({
    timings: { ...instantTimings, clusterUpdate: 60 },
  });
  const administrator = administratorClients(sandbox.awsUrl);
  eks = administrator.eks;
  await createRoles(administrator.iam);
  await createCluster(eks, { version: '1.34' });
});
afterEach(() => sandbox.close());

async function start(changes: Partial<UpdateClusterConfigCommandInput>) {
  const request = new UpdateClusterConfigCommand({ name, ...changes });
  return (await eks.send(request)).update;
}

/** The update once it is over. */
async function ended(update: Update | undefined) {
  sandbox.world.clock.advance(60);
  const request = new DescribeUpdateCommand({ name, updateId: update?.id });
  return (await eks.send(request)).update;
}

async function describeCluster() {
  const { cluster } = await eks.send(new DescribeClusterCommand({ name }));
  return cluster;
}

describe('the network', () => {
  it('gets other subnets and security groups when the update is over', async () => {
    const update = await start({
      resourcesVpcConfig: {
        subnetIds: [subnetIds[0], narrowSubnetId],
        securityGroupIds: [securityGroupId],
      },
    });
    expect(update).toMatchObject({
      type: 'VpcConfigUpdate',
      status: 'InProgress',
      params: [
        { type: 'Subnets', value: `["${subnetIds[0]}","${narrowSubnetId}"]` },
        { type: 'SecurityGroups', value: `["${securityGroupId}"]` },
      ],
    });
    expect((await describeCluster())?.resourcesVpcConfig).toMatchObject({
      subnetIds: subnetIds.slice(0, 2),
      securityGroupIds: [],
    });
    expect((await ended(update))?.status).toBe('Successful');
    expect((await describeCluster())?.resourcesVpcConfig).toMatchObject({
      subnetIds: [subnetIds[0], narrowSubnetId],
      securityGroupIds: [securityGroupId],
    });
  });

  it.each([
    [
      'subnets in other zones',
      { subnetIds: [subnetIds[0], subnetIds[2]] },
      /exact set of AZs/,
    ],
    [
      'subnets in one zone',
      { subnetIds: [subnetIds[0], fullSubnetId] },
      /at least two different AZs/,
    ],
    [
      'subnets of another VPC',
      { subnetIds: [...seededNetwork.withoutDnsHostnames.subnetIds] },
      /must belong to the VPC of the cluster/,
    ],
    [
      'a security group of another VPC',
      { securityGroupIds: [seededNetwork.withoutDnsHostnames.securityGroupId] },
      /not in the same VPC/,
    ],
    [
      'what it has',
      { subnetIds: [subnetIds[1], subnetIds[0]] },
      /already at the desired configuration/,
    ],
  ])('does not get %s', async (_, resourcesVpcConfig, message) => {
    await expect(start({ resourcesVpcConfig })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringMatching(message),
    });
  });

  it('does not change together with the endpoint', async () => {
    await expect(
      start({
        resourcesVpcConfig: {
          securityGroupIds: [securityGroupId],
          endpointPublicAccess: true,
        },
      }),
    ).rejects.toMatchObject({
      message: 'Only one type of update can be allowed.',
    });
  });

  it('stays as it is when there is no room: the update fails', async () => {
    const update = await start({
      resourcesVpcConfig: { subnetIds: [fullSubnetId, subnetIds[1]] },
    });
    expect(await ended(update)).toMatchObject({
      status: 'Failed',
      errors: [
        {
          errorCode: 'InsufficientFreeAddresses',
          resourceIds: [fullSubnetId],
        },
      ],
    });
    expect(await describeCluster()).toMatchObject({
      status: 'ACTIVE',
      resourcesVpcConfig: { subnetIds: subnetIds.slice(0, 2) },
    });
  });
});

it('fails an update that is made to fail, and takes another one then', async () => {
  sandbox.world.faults.add({
    operation: 'UpdateClusterConfig',
    effect: { kind: 'failLater', code: 'Unknown', message: 'Bad luck' },
  });
  const zonalShiftConfig = { enabled: true };
  expect(await ended(await start({ zonalShiftConfig }))).toMatchObject({
    status: 'Failed',
    errors: [{ errorCode: 'Unknown', errorMessage: 'Bad luck' }],
  });
  expect((await describeCluster())?.zonalShiftConfig).toEqual({
    enabled: false,
  });
  expect((await ended(await start({ zonalShiftConfig })))?.status).toBe(
    'Successful',
  );
  expect((await describeCluster())?.zonalShiftConfig).toEqual({
    enabled: true,
  });
});

describe('encryption with a key of the customer', () => {
  const keyArn = 'arn:aws:kms:eu-central-1:111122223333:key/a';
  const encrypt = () =>
    eks.send(
      new AssociateEncryptionConfigCommand({
        clusterName: name,
        encryptionConfig: [{ resources: ['secrets'], provider: { keyArn } }],
      }),
    );

  it('comes with an update, once and for ever', async () => {
    const { update } = await encrypt();
    expect(update?.type).toBe('AssociateEncryptionConfig');
    await expect(
      start({ upgradePolicy: { supportType: 'STANDARD' } }),
    ).rejects.toMatchObject({ name: 'ResourceInUseException' });
    await ended(update);
    expect((await describeCluster())?.encryptionConfig).toEqual([
      { resources: ['secrets'], provider: { keyArn } },
    ]);
    await expect(encrypt()).rejects.toMatchObject({
      name: 'InvalidRequestException',
    });
  });
});

describe('the version', () => {
  const upgrade = (version: string) =>
    eks.send(new UpdateClusterVersionCommand({ name, version }));

  it('goes up by one', async () => {
    const { update } = await upgrade('1.35');
    expect(update?.type).toBe('VersionUpdate');
    await ended(update);
    expect((await describeCluster())?.version).toBe('1.35');
  });

  it.each(['1.36', '1.33', '1.34', '2.35'])('does not become %s', async to => {
    await expect(upgrade(to)).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});

describe('a request token', () => {
  const clientRequestToken = 'b0c1d2e3-0000-4000-8000-000000000000';
  const otherRequest = {
    name: 'InvalidParameterException',
    message: 'The clientRequestToken was used before, for a different request',
  };

  it('makes the same update of the same request', async () => {
    const request = { clientRequestToken, deletionProtection: true };
    const first = await start(request);
    expect((await start(request))?.id).toBe(first?.id);
    await expect(
      start({ clientRequestToken, zonalShiftConfig: { enabled: true } }),
    ).rejects.toMatchObject(otherRequest);
  });

  it('makes the same access entry of the same request', async () => {
    const create = (kubernetesGroups: string[]) =>
      eks.send(
        new CreateAccessEntryCommand({
          clusterName: name,
          principalArn: platformRoleArn,
          kubernetesGroups,
          clientRequestToken,
        }),
      );
    const first = await create(['a']);
    expect((await create(['a'])).accessEntry).toEqual(first.accessEntry);
    await expect(create(['b'])).rejects.toMatchObject(otherRequest);
  });
});
