import type { Finding } from 'backstage-plugin-humanitec-eks-common';
import {
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  SecurityGroup,
  Subnet,
} from '@aws-sdk/client-ec2';
import type { AwsAccount } from '../../aws/awsAccount';
import { describeFailure } from '../failure';
import type { Check } from './preflight';
import { error, warning } from './finding';

const SUBNETS = { field: 'cluster.subnetIds' };
const GROUPS = { field: 'cluster.securityGroupIds' };

/** EKS User Guide, network requirements: at least 6 free addresses in each subnet, 16 recommended. */
const LEAST_FREE_ADDRESSES = 6;
const GOOD_FREE_ADDRESSES = 16;
/** EKS User Guide, network requirements: zones in which the control plane cannot be. */
const UNSUPPORTED_ZONES = ['use1-az3', 'usw1-az2', 'cac1-az3'];

/** What EC2 says of the network that the cluster is to live in. */
export interface Network {
  subnets: Subnet[];
  securityGroups: SecurityGroup[];
  /** Of the VPC of the subnets; undefined when they are in none, or in several. */
  dns?: { support: boolean; hostnames: boolean };
}

/** Whether a cluster can be made in these subnets, with these security groups. */
export const checkNetwork: Check = async ({ spec, systems, cluster }) => {
  const { subnetIds, securityGroupIds = [] } = spec.cluster;
  // A cluster that is there has proven its network.
  if (cluster || !subnetIds) return [];
  try {
    const network = await readNetwork(systems.aws, subnetIds, securityGroupIds);
    const findings = judgeNetwork(subnetIds, securityGroupIds, network);
    if (findings.length === 0) {
      systems.progress(
        `Network: ${subnetIds.length} subnets in ${
          zonesOf(network.subnets).length
        } availability zones of ${network.subnets[0]?.VpcId}.`,
      );
    }
    return findings;
  } catch (cause) {
    systems.signal.throwIfAborted();
    return [
      warning(
        SUBNETS,
        `subnets and VPC were not checked: ${describeFailure(cause)}`,
        'Allow ec2:DescribeSubnets, ec2:DescribeVpcAttribute and ec2:DescribeSecurityGroups to have them checked; the run may go on without.',
      ),
    ];
  }
};

async function readNetwork(
  { ec2 }: AwsAccount,
  subnetIds: string[],
  securityGroupIds: string[],
): Promise<Network> {
  // By filter: what does not exist is missing in the answer instead of refusing it.
  const [{ Subnets: subnets = [] }, { SecurityGroups: securityGroups = [] }] =
    await Promise.all([
      ec2(
        new DescribeSubnetsCommand({
          Filters: [{ Name: 'subnet-id', Values: subnetIds }],
        }),
      ),
      securityGroupIds.length
        ? ec2(
            new DescribeSecurityGroupsCommand({
              Filters: [{ Name: 'group-id', Values: securityGroupIds }],
            }),
          )
        : { SecurityGroups: [] },
    ]);
  const vpcs = vpcsOf(subnets);
  const [VpcId] = vpcs;
  if (vpcs.length !== 1) return { subnets, securityGroups };
  const [support, hostnames] = await Promise.all([
    ec2(
      new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsSupport' }),
    ),
    ec2(
      new DescribeVpcAttributeCommand({
        VpcId,
        Attribute: 'enableDnsHostnames',
      }),
    ),
  ]);
  return {
    subnets,
    securityGroups,
    dns: {
      support: support.EnableDnsSupport?.Value ?? false,
      hostnames: hostnames.EnableDnsHostnames?.Value ?? false,
    },
  };
}

/** Pure: what EKS would refuse, or what would hurt later (EKS User Guide, network requirements). */
export function judgeNetwork(
  subnetIds: string[],
  securityGroupIds: string[],
  network: Network,
): Finding[] {
  return [
    ...missing(SUBNETS, 'subnet', subnetIds, idsOf(network.subnets)),
    ...network.subnets.flatMap(judgeSubnet),
    ...judgeZones(network.subnets),
    ...judgeVpc(network),
    ...missing(
      GROUPS,
      'security group',
      securityGroupIds,
      network.securityGroups.map(({ GroupId: id }) => id),
    ),
    ...judgeGroups(network),
  ];
}

function missing(
  field: { field: string },
  what: string,
  wanted: string[],
  found: (string | undefined)[],
): Finding[] {
  return wanted
    .filter(id => !found.includes(id))
    .map(id =>
      error(
        field,
        `${what} ${id} does not exist in this account and region`,
        'Check the ID, the account and the region.',
      ),
    );
}

function judgeSubnet(subnet: Subnet): Finding[] {
  const { SubnetId: id, AvailabilityZoneId: zone = '' } = subnet;
  const free = subnet.AvailableIpAddressCount ?? GOOD_FREE_ADDRESSES;
  const findings: Finding[] = [];
  if (UNSUPPORTED_ZONES.includes(zone)) {
    findings.push(
      error(
        SUBNETS,
        `subnet ${id} is in zone ${zone}, where EKS cannot place a control plane`,
        'Choose a subnet in another zone.',
      ),
    );
  }
  if (subnet.OutpostArn) {
    findings.push(
      error(
        SUBNETS,
        `subnet ${id} is on an Outpost`,
        'Choose a subnet in an availability zone.',
      ),
    );
  }
  if (free < LEAST_FREE_ADDRESSES) {
    findings.push(
      error(
        SUBNETS,
        `subnet ${id} has ${free} free addresses; EKS needs ${LEAST_FREE_ADDRESSES}`,
        'Choose a larger subnet.',
      ),
    );
  } else if (free < GOOD_FREE_ADDRESSES) {
    findings.push(
      warning(
        SUBNETS,
        `subnet ${id} has ${free} free addresses; EKS advises ${GOOD_FREE_ADDRESSES} or more, and nodes and pods need theirs besides`,
        'Choose a larger subnet if you can.',
      ),
    );
  }
  return findings;
}

function judgeZones(subnets: Subnet[]): Finding[] {
  const zones = zonesOf(subnets);
  if (subnets.length === 0 || zones.length >= 2) return [];
  return [
    error(
      SUBNETS,
      `all subnets are in the availability zone ${zones[0]}; EKS needs two`,
      'Add a subnet in another zone.',
    ),
  ];
}

function judgeVpc({ subnets, dns }: Network): Finding[] {
  const vpcs = vpcsOf(subnets);
  if (vpcs.length > 1) {
    return [
      error(
        SUBNETS,
        `the subnets are in several VPCs (${vpcs.join(', ')})`,
        'Choose subnets of one VPC.',
      ),
    ];
  }
  const off = [
    dns?.support === false && 'enableDnsSupport',
    dns?.hostnames === false && 'enableDnsHostnames',
  ].filter(flag => flag !== false);
  if (off.length === 0) return [];
  return [
    error(
      SUBNETS,
      `${off.join(' and ')} of ${
        vpcs[0]
      } is off, so the name of the private endpoint cannot be resolved there`,
      'Turn it on for the VPC.',
    ),
  ];
}

function judgeGroups({ subnets, securityGroups }: Network): Finding[] {
  const vpcs = vpcsOf(subnets);
  return securityGroups
    .filter(({ VpcId: vpc }) => vpcs.length === 1 && vpc !== vpcs[0])
    .map(({ GroupId: id, VpcId: vpc }) =>
      error(
        GROUPS,
        `security group ${id} belongs to ${vpc}, the subnets to ${vpcs[0]}`,
        'Choose a security group of the same VPC.',
      ),
    );
}

function idsOf(subnets: Subnet[]) {
  return subnets.map(({ SubnetId: id }) => id);
}

function zonesOf(subnets: Subnet[]): string[] {
  return distinct(
    subnets.map(one => one.AvailabilityZoneId ?? one.AvailabilityZone),
  );
}

function vpcsOf(subnets: Subnet[]): string[] {
  return distinct(subnets.map(({ VpcId: id }) => id));
}

function distinct(values: (string | undefined)[]): string[] {
  return [...new Set(values.flatMap(value => value ?? []))];
}
