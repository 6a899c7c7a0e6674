import {
  DescribeAvailabilityZonesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { Sandbox, startSandbox } from '../../sandbox';
import { instantTimings } from '../../timings';
import {
  backstageUser,
  clients,
  administratorClients,
} from '../__testUtils__/clients';
import { createCluster, createRoles } from '../__testUtils__/cluster';
import { seededNetwork } from '../seedNetworks';

// Several servers share few cores in a full run.
jest.setTimeout(30_000);

let sandbox: Sandbox;
let ec2: EC2Client;
beforeAll(async () => {
  sandbox = await startSandbox({ timings: instantTimings });
  ({ ec2 } = administratorClients(sandbox.awsUrl));
});
afterAll(() => sandbox.close());

const idFilter = (Name: string, ...Values: string[]) => ({
  Filters: [{ Name, Values }],
});

describe('DescribeSubnets', () => {
  it('tells the zone, the VPC and the free addresses of each', async () => {
    const { fullSubnetId, narrowSubnetId, subnetIds, vpcId } = seededNetwork;
    const { Subnets: subnets } = await ec2.send(
      new DescribeSubnetsCommand({
        SubnetIds: [subnetIds[0], fullSubnetId, narrowSubnetId],
      }),
    );
    expect(subnets).toEqual([
      expect.objectContaining({
        SubnetId: subnetIds[0],
        SubnetArn: `arn:aws:ec2:eu-central-1:111122223333:subnet/${subnetIds[0]}`,
        VpcId: vpcId,
        OwnerId: '111122223333',
        State: 'available',
        CidrBlock: '10.0.0.0/20',
        AvailabilityZone: 'eu-central-1a',
        AvailabilityZoneId: 'euc1-az2',
        AvailableIpAddressCount: 4091,
        MapPublicIpOnLaunch: false,
        Tags: [{ Key: 'Name', Value: 'platform-private-a' }],
      }),
      expect.objectContaining({
        SubnetId: fullSubnetId,
        AvailableIpAddressCount: 3,
      }),
      expect.objectContaining({
        SubnetId: narrowSubnetId,
        AvailableIpAddressCount: 10,
      }),
    ]);
  });

  it('refuses an ID that does not exist', async () => {
    await expect(
      ec2.send(new DescribeSubnetsCommand({ SubnetIds: ['subnet-0fff'] })),
    ).rejects.toMatchObject({
      name: 'InvalidSubnetID.NotFound',
      message: "The subnet ID 'subnet-0fff' does not exist",
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('leaves out what a filter does not let through, without an error', async () => {
    const [first] = seededNetwork.subnetIds;
    const found = async (...values: string[]) =>
      (
        await ec2.send(
          new DescribeSubnetsCommand(idFilter('subnet-id', ...values)),
        )
      ).Subnets?.map(({ SubnetId: id }) => id);
    expect(await found(first, 'subnet-0fff')).toEqual([first]);
    expect(await found('subnet-0fff')).toEqual([]);
    expect(await found('subnet-0d*')).toEqual([
      ...seededNetwork.withoutDnsHostnames.subnetIds,
    ]);
  });

  it('refuses a filter that it does not know', async () => {
    await expect(
      ec2.send(new DescribeSubnetsCommand(idFilter('colour', 'blue'))),
    ).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: "The filter 'colour' is invalid",
    });
  });

  it('comes in pages', async () => {
    const first = await ec2.send(new DescribeSubnetsCommand({ MaxResults: 5 }));
    expect(first.Subnets).toHaveLength(5);
    const rest = await ec2.send(
      new DescribeSubnetsCommand({ MaxResults: 5, NextToken: first.NextToken }),
    );
    expect(rest.Subnets).toHaveLength(2);
    expect(rest.NextToken).toBeUndefined();
  });

  it('keeps accounts and regions apart', async () => {
    const elsewhere = administratorClients(sandbox.awsUrl, 'us-east-1');
    const { Subnets: subnets } = await elsewhere.ec2.send(
      new DescribeSubnetsCommand({}),
    );
    expect(subnets?.map(one => one.AvailabilityZoneId)).toEqual([
      'use1-az1',
      'use1-az2',
      'use1-az4',
      'use1-az3',
    ]);
  });
});

describe('a VPC', () => {
  const { vpcId, withoutDnsHostnames } = seededNetwork;

  it.each([
    [vpcId, 'enableDnsSupport', { EnableDnsSupport: { Value: true } }],
    [vpcId, 'enableDnsHostnames', { EnableDnsHostnames: { Value: true } }],
    [
      withoutDnsHostnames.vpcId,
      'enableDnsSupport',
      { EnableDnsSupport: { Value: true } },
    ],
    [
      withoutDnsHostnames.vpcId,
      'enableDnsHostnames',
      { EnableDnsHostnames: { Value: false } },
    ],
  ] as const)('%s tells its %s', async (VpcId, Attribute, expected) => {
    expect(
      await ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute })),
    ).toMatchObject({ VpcId, ...expected });
  });

  it('is described', async () => {
    const { Vpcs: vpcs } = await ec2.send(new DescribeVpcsCommand({}));
    expect(vpcs).toMatchObject([
      { VpcId: vpcId, CidrBlock: '10.0.0.0/16', State: 'available' },
      { VpcId: withoutDnsHostnames.vpcId, CidrBlock: '10.3.0.0/16' },
    ]);
  });

  it('is refused when it does not exist', async () => {
    await expect(
      ec2.send(
        new DescribeVpcAttributeCommand({
          VpcId: 'vpc-0fff',
          Attribute: 'enableDnsSupport',
        }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidVpcID.NotFound' });
  });
});

describe('DescribeSecurityGroups', () => {
  it('has the seeded ones and the one of each cluster', async () => {
    const { iam, eks } = administratorClients(sandbox.awsUrl);
    await createRoles(iam);
    const { cluster } = await createCluster(eks);
    const { SecurityGroups: groups = [] } = await ec2.send(
      new DescribeSecurityGroupsCommand(
        idFilter('vpc-id', seededNetwork.vpcId),
      ),
    );
    expect(groups).toMatchObject([
      { GroupId: seededNetwork.securityGroupId, OwnerId: '111122223333' },
      {
        GroupName: expect.stringMatching(/^eks-cluster-sg-eks-automode-prod-/),
        VpcId: cluster?.resourcesVpcConfig?.vpcId,
      },
    ]);
  });

  it('refuses one that does not exist', async () => {
    await expect(
      ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: ['sg-0fff'] })),
    ).rejects.toMatchObject({
      name: 'InvalidGroup.NotFound',
      message: "The security group 'sg-0fff' does not exist",
    });
  });
});

it('tells the availability zones with their IDs', async () => {
  const { AvailabilityZones: zones } = await ec2.send(
    new DescribeAvailabilityZonesCommand({}),
  );
  expect(zones?.map(one => [one.ZoneName, one.ZoneId])).toEqual([
    ['eu-central-1a', 'euc1-az2'],
    ['eu-central-1b', 'euc1-az3'],
    ['eu-central-1c', 'euc1-az1'],
  ]);
});

it('says that a dry-run would have succeeded', async () => {
  await expect(
    ec2.send(new DescribeVpcsCommand({ DryRun: true })),
  ).rejects.toMatchObject({
    name: 'DryRunOperation',
    $metadata: { httpStatusCode: 412 },
  });
});

it('refuses a wrong secret', async () => {
  const wrong = { ...backstageUser, secretAccessKey: 'wrong' };
  await expect(
    clients(sandbox.awsUrl, wrong).ec2.send(new DescribeVpcsCommand({})),
  ).rejects.toMatchObject({
    name: 'AuthFailure',
    $metadata: { httpStatusCode: 401 },
  });
});
