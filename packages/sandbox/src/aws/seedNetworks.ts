// The networks that clusters are made in: good ones, and one for each thing that can be wrong.
import { AwsState } from './state';

/** What can be asked for in account 111122223333, region eu-central-1. */
export const seededNetwork = {
  vpcId: 'vpc-0123456789abcdef0',
  /** In three availability zones, with room. */
  subnetIds: [
    'subnet-0a1b2c3d4e5f60001',
    'subnet-0a1b2c3d4e5f60002',
    'subnet-0a1b2c3d4e5f60003',
  ],
  securityGroupId: 'sg-0a1b2c3d4e5f60001',
  /** 3 free addresses: EKS needs 6. */
  fullSubnetId: 'subnet-0a1b2c3d4e5f60004',
  /** 10 free addresses: EKS advises 16. */
  narrowSubnetId: 'subnet-0a1b2c3d4e5f60005',
  /** Another VPC, without DNS hostnames. */
  withoutDnsHostnames: {
    vpcId: 'vpc-0123456789abcdef3',
    subnetIds: ['subnet-0d1b2c3d4e5f60001', 'subnet-0d1b2c3d4e5f60002'],
    securityGroupId: 'sg-0d1b2c3d4e5f60001',
  },
} as const;

interface Network {
  accountId: string;
  region: string;
  vpcId: string;
  /** The second number of its addresses: `10.N.0.0/16`. */
  block: number;
  /** IDs of its subnets and of its security group are this and a number from 1. */
  prefix: string;
  dnsHostnames?: boolean;
  /** Zone name (its letter), zone ID, free addresses, and the tag Name where there is one. */
  subnets: [zone: string, zoneId: string, free: number, name?: string][];
}

const frankfurt: Network['subnets'] = [
  ['a', 'euc1-az2', 4091],
  ['b', 'euc1-az3', 4091],
  ['c', 'euc1-az1', 4091],
];

const networks: Network[] = [
  {
    accountId: '111122223333',
    region: 'eu-central-1',
    vpcId: seededNetwork.vpcId,
    block: 0,
    prefix: '0a1b2c3d4e5f6000',
    subnets: [
      ['a', 'euc1-az2', 4091, 'platform-private-a'],
      ['b', 'euc1-az3', 4091, 'platform-private-b'],
      ['c', 'euc1-az1', 4091, 'platform-private-c'],
      ['a', 'euc1-az2', 3, 'platform-crowded-a'],
      ['b', 'euc1-az3', 10, 'platform-narrow-b'],
    ],
  },
  {
    accountId: '111122223333',
    region: 'eu-central-1',
    vpcId: seededNetwork.withoutDnsHostnames.vpcId,
    block: 3,
    prefix: '0d1b2c3d4e5f6000',
    dnsHostnames: false,
    subnets: frankfurt.slice(0, 2),
  },
  {
    accountId: '111122223333',
    region: 'us-east-1',
    vpcId: 'vpc-0123456789abcdef1',
    block: 1,
    prefix: '0b1b2c3d4e5f6000',
    // The last is where EKS has no control planes.
    subnets: [
      ['a', 'use1-az1', 4091],
      ['b', 'use1-az2', 4091],
      ['c', 'use1-az4', 4091],
      ['e', 'use1-az3', 4091],
    ],
  },
  {
    accountId: '444455556666',
    region: 'eu-central-1',
    vpcId: 'vpc-0123456789abcdef2',
    block: 2,
    prefix: '0c1b2c3d4e5f6000',
    subnets: frankfurt,
  },
];

export function seedNetworks(aws: AwsState) {
  for (const network of networks) {
    const { accountId, region, vpcId, block, prefix } = network;
    const place = { accountId, region, vpcId };
    aws.vpcs.set(vpcId, {
      ...place,
      cidrBlock: `10.${block}.0.0/16`,
      dnsSupport: true,
      dnsHostnames: network.dnsHostnames ?? true,
    });
    const groupId = `sg-${prefix}1`;
    aws.securityGroups.set(groupId, {
      ...place,
      groupId,
      groupName: 'backstage-to-eks',
      description: 'Lets Backstage reach private EKS endpoints',
    });
    for (const [index, subnet] of network.subnets.entries()) {
      const [zone, zoneId, free, name] = subnet;
      const subnetId = `subnet-${prefix}${index + 1}`;
      aws.subnets.set(subnetId, {
        ...place,
        subnetId,
        availabilityZone: `${region}${zone}`,
        availabilityZoneId: zoneId,
        cidrBlock: `10.${block}.${16 * index}.0/20`,
        availableIpAddressCount: free,
        name,
      });
    }
  }
}
