import { DescribeSubnetsCommand, Subnet } from '@aws-sdk/client-ec2';
import type { Choice } from 'backstage-plugin-humanitec-eks-common';
import type { AwsAccount } from '../aws/awsAccount';

/** The subnets of an account in a region, by network and availability zone. */
export async function subnetChoices({ ec2 }: AwsAccount): Promise<Choice[]> {
  const subnets: Subnet[] = [];
  let NextToken: string | undefined;
  do {
    const page = await ec2(
      new DescribeSubnetsCommand({ MaxResults: 500, NextToken }),
    );
    subnets.push(...(page.Subnets ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return subnets.flatMap(subnetChoice).sort(byPlace);
}

/** Pure. */
function subnetChoice({
  SubnetId: value,
  VpcId: vpcId = '',
  AvailabilityZone: zone = '',
  AvailabilityZoneId: zoneId = '',
  CidrBlock: cidr = '',
  AvailableIpAddressCount: free = 0,
  Tags: tags = [],
}: Subnet): Choice[] {
  if (!value) return [];
  const title = tags.find(({ Key }) => Key === 'Name')?.Value;
  return [
    {
      value,
      ...(title && { title }),
      note: `${zone}, ${cidr} in ${vpcId}, ${free} free addresses`,
      facts: { vpcId, zone, zoneId, cidr, freeAddresses: String(free) },
    },
  ];
}

function byPlace(a: Choice, b: Choice): number {
  return placeOf(a).localeCompare(placeOf(b));
}

function placeOf({ value, title, facts }: Choice): string {
  return [facts?.vpcId, facts?.zone, title, value].join(' ');
}
