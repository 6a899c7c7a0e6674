// What EKS demands of a cluster's configuration.
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
