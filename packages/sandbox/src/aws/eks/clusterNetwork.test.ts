import { EKSClient } from '@aws-sdk/client-eks';
import { Sandbox, startSandbox } from '../../sandbox';
import { instantTimings } from '../../timings';
import { administratorClients } from '../__testUtils__/clients';
import { createCluster, createRoles } from '../__testUtils__/cluster';
import { seededNetwork } from '../seedNetworks';

// Several servers share few cores in a full run.
jest.setTimeout(30_000);

let sandbox: Sandbox;
let eks: EKSClient;
beforeEach(async () => {
  sandbox = await startSandbox({ timings: instantTimings });
  const clients = administratorClients(sandbox.awsUrl);
  eks = clients.eks;
  await createRoles(clients.iam);
});
afterEach(() => sandbox.close());

const withNetwork = (network: {
  subnetIds?: readonly string[];
  securityGroupIds?: string[];
}) =>
  createCluster(eks, {
    resourcesVpcConfig: {
      subnetIds: [...(network.subnetIds ?? seededNetwork.subnetIds)],
      securityGroupIds: network.securityGroupIds,
      endpointPrivateAccess: true,
      endpointPublicAccess: false,
    },
  });

describe('the network of a new cluster', () => {
  const { securityGroupId, withoutDnsHostnames } = seededNetwork;

  it('has the security groups that were asked for', async () => {
    const { cluster } = await withNetwork({
      securityGroupIds: [securityGroupId],
    });
    expect(cluster?.resourcesVpcConfig?.securityGroupIds).toEqual([
      securityGroupId,
    ]);
  });

  it.each([
    [
      'that does not exist',
      'sg-0fffffffffffffff0',
      /^The security group ID 'sg-0fffffffffffffff0' does not exist$/,
    ],
    [
      'of another VPC',
      withoutDnsHostnames.securityGroupId,
      /are not in the same VPC as the subnets/,
    ],
  ])('takes no security group %s', async (_, id, message) => {
    await expect(withNetwork({ securityGroupIds: [id] })).rejects.toMatchObject(
      {
        name: 'InvalidParameterException',
        message: expect.stringMatching(message),
      },
    );
  });

  it('takes no subnet in a zone without control planes, and names those with', async () => {
    const east = administratorClients(sandbox.awsUrl, 'us-east-1');
    await expect(
      createCluster(east.eks, {
        resourcesVpcConfig: {
          subnetIds: ['subnet-0b1b2c3d4e5f60001', 'subnet-0b1b2c3d4e5f60004'],
          endpointPrivateAccess: true,
          endpointPublicAccess: false,
        },
      }),
    ).rejects.toMatchObject({
      name: 'UnsupportedAvailabilityZoneException',
      validZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
    });
  });
});
