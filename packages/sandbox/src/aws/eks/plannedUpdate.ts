// What an UpdateClusterConfig request changes, and whether EKS lets it.
import { World } from '../../world';
import { Cluster, ClusterConfig } from '../state';
import { UpdateClusterConfigRequest } from './clusterRequest';
import { checkClusterRole, checkNodeRole } from './clusterRoles';
import { checkEndpoints, isAutoMode } from './clusterRules';
import { invalidParameter } from './errors';
import { networkUpdate } from './networkUpdate';
import { param, Planned } from './startUpdate';

/** @throws AwsError unless the request asks for exactly one kind of change, and it changes something */
export function plannedUpdate(
  world: World,
  cluster: Cluster,
  request: UpdateClusterConfigRequest,
): Planned {
  const planned = [
    endpointAccess(cluster, request),
    networkUpdate(world, cluster, request),
    logging(request),
    authenticationMode(cluster, request),
    upgradePolicy(request),
    zonalShift(request),
    deletionProtection(request),
    autoMode(world, cluster, request),
  ].filter(update => update !== undefined);
  if (planned.length !== 1) {
    throw invalidParameter(
      planned.length === 0
        ? 'No changes needed for the requested cluster configuration'
        : 'Only one type of update can be allowed.',
      request.name,
    );
  }
  const [update] = planned;
  if (!changesSomething(cluster.config, update.change)) {
    throw invalidParameter(
      `Cluster is already at the desired configuration with ${update.params
        .map(({ type, value }) => `${type}: ${value}`)
        .join(', ')}`,
      request.name,
    );
  }
  return update;
}

function endpointAccess(
  { config, name }: Cluster,
  { resourcesVpcConfig: vpc }: UpdateClusterConfigRequest,
): Planned | undefined {
  if (
    vpc?.endpointPublicAccess === undefined &&
    vpc?.endpointPrivateAccess === undefined &&
    vpc?.publicAccessCidrs === undefined
  ) {
    return undefined;
  }
  const change = {
    endpointPublicAccess:
      vpc.endpointPublicAccess ?? config.endpointPublicAccess,
    endpointPrivateAccess:
      vpc.endpointPrivateAccess ?? config.endpointPrivateAccess,
    publicAccessCidrs: vpc.publicAccessCidrs ?? config.publicAccessCidrs,
  };
  checkEndpoints(change, name);
  return {
    type: 'EndpointAccessUpdate',
    change,
    params: [
      param('EndpointPublicAccess', change.endpointPublicAccess),
      param('EndpointPrivateAccess', change.endpointPrivateAccess),
      param('PublicAccessCidrs', change.publicAccessCidrs),
    ],
  };
}

function logging(request: UpdateClusterConfigRequest): Planned | undefined {
  if (!request.logging) return undefined;
  const logTypes = request.logging.clusterLogging.flatMap(
    ({ types, enabled }) => (enabled ? types : []),
  );
  return {
    type: 'LoggingUpdate',
    change: { logTypes },
    params: [param('ClusterLogging', request.logging)],
  };
}

function authenticationMode(
  { config, name }: Cluster,
  request: UpdateClusterConfigRequest,
): Planned | undefined {
  const mode = request.accessConfig?.authenticationMode;
  if (!mode) return undefined;
  const order = ['CONFIG_MAP', 'API_AND_CONFIG_MAP', 'API'];
  if (order.indexOf(mode) < order.indexOf(config.authenticationMode)) {
    throw invalidParameter(
      `Unsupported authentication mode update from ${config.authenticationMode} to ${mode}`,
      name,
    );
  }
  return {
    type: 'AccessConfigUpdate',
    change: { authenticationMode: mode },
    params: [param('AuthenticationMode', mode)],
  };
}

function upgradePolicy(
  request: UpdateClusterConfigRequest,
): Planned | undefined {
  const supportType = request.upgradePolicy?.supportType;
  if (!supportType) return undefined;
  return {
    type: 'UpgradePolicyUpdate',
    change: { supportType },
    params: [param('UpgradePolicy', { supportType })],
  };
}

function zonalShift(request: UpdateClusterConfigRequest): Planned | undefined {
  const enabled = request.zonalShiftConfig?.enabled;
  if (enabled === undefined) return undefined;
  return {
    type: 'ZonalShiftConfigUpdate',
    change: { zonalShift: enabled },
    params: [param('ZonalShiftConfig', { enabled })],
  };
}

function deletionProtection(
  request: UpdateClusterConfigRequest,
): Planned | undefined {
  if (request.deletionProtection === undefined) return undefined;
  return {
    type: 'DeletionProtectionUpdate',
    change: { deletionProtection: request.deletionProtection },
    params: [param('DeletionProtection', request.deletionProtection)],
  };
}

function autoMode(
  world: World,
  { config, name, accountId }: Cluster,
  request: UpdateClusterConfigRequest,
): Planned | undefined {
  const { computeConfig, storageConfig, kubernetesNetworkConfig } = request;
  if (!computeConfig && !storageConfig && !kubernetesNetworkConfig) {
    return undefined;
  }
  const enabled = isAutoMode(request);
  const nodeRoleArn = computeConfig?.nodeRoleArn ?? config.nodeRoleArn;
  if (config.nodeRoleArn && nodeRoleArn !== config.nodeRoleArn) {
    throw invalidParameter(
      'nodeRoleArn cannot be changed once compute is enabled',
      name,
    );
  }
  if (enabled) {
    const { roleArn } = config;
    const check = { accountId, clusterName: name };
    checkClusterRole(world, { ...check, roleArn, autoMode: true });
    if (nodeRoleArn) checkNodeRole(world, { ...check, roleArn: nodeRoleArn });
  }
  return {
    type: 'AutoModeUpdate',
    change: {
      autoMode: enabled,
      nodePools: enabled ? computeConfig?.nodePools ?? config.nodePools : [],
      nodeRoleArn: enabled ? nodeRoleArn : undefined,
    },
    params: [
      param('ComputeConfig', computeConfig ?? {}),
      param('StorageConfig', storageConfig ?? {}),
      param('KubernetesNetworkConfig', kubernetesNetworkConfig ?? {}),
    ],
  };
}

function changesSomething(
  config: ClusterConfig,
  change: Partial<ClusterConfig>,
): boolean {
  const text = (value: ClusterConfig) =>
    JSON.stringify(value, (_, child) =>
      // The order of subnets, groups, pools and logs means nothing.
      Array.isArray(child) ? [...child].sort() : child,
    );
  return text({ ...config, ...change }) !== text(config);
}
