// What EKS demands of the network that a cluster is in.
import { LateFailure } from '../../faults';
import { World } from '../../world';
import { allSecurityGroups } from '../ec2/securityGroups';
import { Subnet } from '../ec2/state';
import { AwsError } from '../errors';
import { invalidParameter } from './errors';

interface Place {
  accountId: string;
  region: string;
  /** For the error. */
  name: string;
}

/** The subnets: known, in one VPC, in two zones or more, all of them zones that EKS supports. */
export function checkedSubnets(
  world: World,
  place: Place,
  ids: string[],
): Subnet[] {
  const { name } = place;
  const subnets = knownSubnets(world, place, ids);
  if (zonesOf(subnets).length < 2) {
    throw invalidParameter(
      'Subnets specified must be in at least two different AZs',
      name,
    );
  }
  if (new Set(subnets.map(subnet => subnet.vpcId)).size > 1) {
    throw invalidParameter(
      'Subnets specified must all be in the same VPC',
      name,
    );
  }
  const unsupported = subnets.find(one =>
    unsupportedZones.includes(one.availabilityZoneId),
  );
  if (unsupported) throw unsupportedZone(world, place, unsupported);
  return subnets;
}

/** @throws AwsError for those that do not exist in the account and region */
export function knownSubnets(
  world: World,
  { name, ...place }: Place,
  ids: string[],
): Subnet[] {
  const subnets = ids
    .flatMap(id => world.aws.subnets.get(id) ?? [])
    .filter(
      ({ accountId, region }) =>
        accountId === place.accountId && region === place.region,
    );
  const missing = ids.filter(id => !subnets.some(one => one.subnetId === id));
  if (missing.length > 0) {
    throw invalidParameter(
      missing.length === 1
        ? `The subnet ID '${missing[0]}' does not exist`
        : `The subnet IDs '${missing.join(', ')}' do not exist`,
      name,
    );
  }
  return subnets;
}

export function zonesOf(subnets: Subnet[]): string[] {
  return [...new Set(subnets.map(({ availabilityZone }) => availabilityZone))];
}

/** Why a control plane cannot be placed there: each subnet needs 6 free addresses (EKS User Guide, network requirements). */
export function addressShortage(subnets: Subnet[]): LateFailure | undefined {
  const full = subnets.filter(one => one.availableIpAddressCount < 6);
  if (full.length === 0) return undefined;
  const resourceIds = full.map(({ subnetId }) => subnetId);
  return {
    code: 'InsufficientFreeAddresses',
    message: `One or more of the subnets associated with your cluster does not have enough available IP addresses for Amazon EKS to perform cluster management operations: ${resourceIds.join(
      ', ',
    )}`,
    resourceIds,
  };
}

/** EKS User Guide, network requirements. */
const unsupportedZones = ['use1-az3', 'usw1-az2', 'cac1-az3'];

function unsupportedZone(
  world: World,
  place: Place,
  { availabilityZone }: Subnet,
) {
  const validZones = [...world.aws.subnets.values()]
    .filter(
      one =>
        one.region === place.region &&
        !unsupportedZones.includes(one.availabilityZoneId),
    )
    .map(one => one.availabilityZone);
  const zones = [...new Set(validZones)].sort();
  return new AwsError(
    400,
    'UnsupportedAvailabilityZoneException',
    `Cannot create cluster '${
      place.name
    }' because ${availabilityZone}, the targeted availability zone, does not currently have sufficient capacity to support the cluster. Retry and choose from these availability zones: ${zones.join(
      ', ',
    )}`,
    { clusterName: place.name, validZones: zones },
  );
}

/** The security groups: at most five, known, and in the VPC of the subnets. */
export function checkSecurityGroups(
  world: World,
  { name, ...place }: Place & { vpcId: string },
  ids: string[],
) {
  if (ids.length > 5) {
    throw invalidParameter('At most 5 security groups may be given', name);
  }
  for (const id of ids) {
    const group = allSecurityGroups(world).find(
      one =>
        one.groupId === id &&
        one.accountId === place.accountId &&
        one.region === place.region,
    );
    if (!group) {
      throw invalidParameter(
        `The security group ID '${id}' does not exist`,
        name,
      );
    }
    if (group.vpcId !== place.vpcId) {
      throw invalidParameter(
        `Security group(s) [${id}] are not in the same VPC as the subnets. Please specify the security groups belonging to VPC: ${place.vpcId}`,
        name,
      );
    }
  }
}
