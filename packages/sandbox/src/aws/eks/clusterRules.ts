// What EKS demands of a cluster's configuration.
import { LateFailure } from '../../faults';
import { World } from '../../world';
import { allSecurityGroups } from '../ec2/securityGroups';
import { AwsError } from '../errors';
import { Subnet } from '../state';
import {
  CreateClusterRequest,
  UpdateClusterConfigRequest,
} from './clusterRequest';
import { invalidParameter } from './errors';

/** @throws AwsError for the first rule that the request breaks */
export function checkClusterRules(request: CreateClusterRequest) {
  const refuse = (message: string) => {
    throw invalidParameter(message, request.name);
  };
  const mode = request.accessConfig?.authenticationMode ?? 'CONFIG_MAP';
  if (
    mode === 'CONFIG_MAP' &&
    request.accessConfig?.bootstrapClusterCreatorAdminPermissions === false
  ) {
    refuse(
      'bootstrapClusterCreatorAdminPermissions must be true if cluster authentication mode is set to CONFIG_MAP',
    );
  }
  checkEndpoints(request.resourcesVpcConfig, request.name);
  const cidr = request.kubernetesNetworkConfig?.serviceIpv4Cidr;
  if (cidr !== undefined && !isServiceCidr(cidr)) {
    refuse(
      `Provided CIDR block ${cidr} is not valid: it must be a private range between /24 and /12`,
    );
  }
  if (!isAutoMode(request)) {
    if (request.computeConfig?.nodeRoleArn) {
      refuse('nodeRoleArn can only be given when compute is enabled');
    }
    return;
  }
  if (mode === 'CONFIG_MAP') {
    refuse(
      'EKS Auto Mode requires authentication mode API or API_AND_CONFIG_MAP',
    );
  }
  if (request.bootstrapSelfManagedAddons !== false) {
    refuse(
      'When EKS Auto Mode is enabled, bootstrapSelfManagedAddons must be set to false',
    );
  }
  checkNodePools(request);
}

/**
 * EKS Auto Mode is three switches that go together.
 *
 * @throws AwsError when some are on and some are off
 */
export function isAutoMode(
  request: Pick<
    CreateClusterRequest | UpdateClusterConfigRequest,
    'name' | 'computeConfig' | 'kubernetesNetworkConfig' | 'storageConfig'
  >,
): boolean {
  const switches = [
    request.computeConfig?.enabled,
    request.kubernetesNetworkConfig?.elasticLoadBalancing?.enabled,
    request.storageConfig?.blockStorage?.enabled,
  ].map(value => value === true);
  if (new Set(switches).size > 1) {
    throw invalidParameter(
      'For EKS Auto Mode, please ensure that all required configs, including computeConfig, kubernetesNetworkConfig, and blockStorage are all either fully enabled or fully disabled.',
      request.name,
    );
  }
  return switches[0];
}

export function checkEndpoints(
  access: { endpointPublicAccess?: boolean; endpointPrivateAccess?: boolean },
  clusterName: string,
) {
  const isPublic = access.endpointPublicAccess ?? true;
  const isPrivate = access.endpointPrivateAccess ?? false;
  if (!isPublic && !isPrivate) {
    throw invalidParameter(
      'Private and public endpoint access cannot both be false',
      clusterName,
    );
  }
}

interface Place {
  accountId: string;
  region: string;
  /** For the error. */
  name: string;
}

/** The subnets: known, in one VPC, in two zones or more, all of them zones that EKS supports. */
export function checkedSubnets(
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
  if (unsupported)
    throw unsupportedZone(world, { name, ...place }, unsupported);
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

function checkNodePools({ name, computeConfig }: CreateClusterRequest) {
  const pools = computeConfig?.nodePools ?? [];
  const unknown = pools.find(
    pool => pool !== 'general-purpose' && pool !== 'system',
  );
  if (unknown !== undefined) {
    throw invalidParameter(
      `Unknown node pool ${unknown}: general-purpose and system are the ones that EKS brings`,
      name,
    );
  }
  if (pools.length > 0 !== (computeConfig?.nodeRoleArn !== undefined)) {
    throw invalidParameter(
      'When Compute Config nodeRoleArn is not null or empty, nodePool value(s) must be provided, and the other way round',
      name,
    );
  }
}

/** A private IPv4 range (RFC 1918) between /24 and /12. */
function isServiceCidr(cidr: string): boolean {
  const match = /^(\d+)\.(\d+)\.\d+\.\d+\/(\d+)$/.exec(cidr);
  if (!match) return false;
  const [a, b, bits] = match.slice(1).map(Number);
  const isPrivate =
    a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168);
  return isPrivate && bits >= 12 && bits <= 24;
}
