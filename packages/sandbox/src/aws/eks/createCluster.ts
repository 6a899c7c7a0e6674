import { randomUUID } from 'node:crypto';
import { clusterArn } from '../arn';
import { createCa } from '../certificates';
import { hexId } from '../ids';
import { RestCall, restOperation } from '../restJson';
import { Cluster, ClusterConfig } from '../state';
import { createdEntry } from './accessEntry';
import { accessPolicyArn } from './accessPolicies';
import { createClusterInput, CreateClusterRequest } from './clusterRequest';
import { checkClusterRole, checkNodeRole } from './clusterRoles';
import {
  addressShortage,
  checkedSubnets,
  checkSecurityGroups,
  zonesOf,
} from './clusterNetwork';
import { checkClusterRules, isAutoMode } from './clusterRules';
import { settleClusters } from './clusterStatus';
import { describeCluster } from './describeCluster';
import {
  invalidParameter,
  resourceInUse,
  resourceLimitExceeded,
} from './errors';
import { madeBy, repeated } from './requestToken';
import { ensureServiceLinkedRole } from './serviceLinkedRole';
import { defaultVersion, isOffered } from './versions';

export const CreateCluster = restOperation({
  method: 'post',
  path: '/clusters',
  write: true,
  input: createClusterInput,
  run: async (call, request) => {
    // Before the checks, so that nothing comes between them and the entry in the list.
    const ca = await createCa(`${request.name} EKS`);
    settleClusters(call.world);
    const { accountId } = call.caller;
    const clustersHere = [...call.world.aws.clusters.values()].filter(
      one => one.accountId === accountId && one.region === call.region,
    );
    const existing = repeated(clustersHere, request, request.name);
    if (existing) return { cluster: describeCluster(call.world, existing) };
    const cluster = buildCluster(call, request, ca);
    ensureServiceLinkedRole(call.world, accountId);
    addOwnEntries(call, request, cluster);
    const { clusters } = call.world.aws;
    clusters.set(cluster.arn, cluster);
    try {
      await call.world.kubernetesServers.start(call.world, cluster);
    } catch (error) {
      clusters.delete(cluster.arn);
      throw error;
    }
    return { cluster: describeCluster(call.world, cluster) };
  },
});

function buildCluster(
  { world, caller, region, failLater }: RestCall,
  request: CreateClusterRequest,
  ca: Cluster['ca'],
): Cluster {
  const { accountId } = caller;
  const arn = clusterArn({ accountId, region, name: request.name });
  if (world.aws.clusters.has(arn)) {
    throw resourceInUse(
      `Cluster already exists with name: ${request.name}`,
      request.name,
    );
  }
  const inRegion = [...world.aws.clusters.values()].filter(
    cluster => cluster.accountId === accountId && cluster.region === region,
  );
  const quota = world.aws.account(accountId).quotas.clusters;
  if (inRegion.length >= quota) {
    throw resourceLimitExceeded(
      `Cluster limit exceeded: ${quota} per region`,
      request.name,
    );
  }
  checkClusterRules(request);
  const version = request.version ?? defaultVersion;
  if (!isOffered(version, world.clock.now())) {
    throw invalidParameter(
      `unsupported Kubernetes version ${version}`,
      request.name,
    );
  }
  const place = { accountId, region, name: request.name };
  const { subnetIds = [], securityGroupIds = [] } = request.resourcesVpcConfig;
  const subnets = checkedSubnets(world, place, subnetIds);
  const [{ vpcId }] = subnets;
  checkSecurityGroups(world, { ...place, vpcId }, securityGroupIds);
  checkRoles(world, accountId, request);
  return {
    arn,
    name: request.name,
    accountId,
    region,
    id: randomUUID(),
    vpcId,
    zones: zonesOf(subnets),
    clusterSecurityGroupId: `sg-0${hexId(16)}`,
    config: configOf(request, version),
    tags: new Map(Object.entries(request.tags ?? {})),
    accessEntries: new Map(),
    podIdentityAssociations: new Map(),
    nodegroups: new Map(),
    updates: [],
    ca,
    createdAt: world.clock.now(),
    issues: [],
    failure: failLater ?? addressShortage(subnets),
    ...madeBy(request),
  };
}

function checkRoles(
  world: RestCall['world'],
  accountId: string,
  request: CreateClusterRequest,
) {
  const clusterName = request.name;
  const autoMode = isAutoMode(request);
  checkClusterRole(world, {
    accountId,
    clusterName,
    autoMode,
    roleArn: request.roleArn,
  });
  const roleArn = request.computeConfig?.nodeRoleArn;
  if (autoMode && roleArn) {
    checkNodeRole(world, { accountId, clusterName, roleArn });
  }
}

function configOf(
  request: CreateClusterRequest,
  version: string,
): ClusterConfig {
  const vpc = request.resourcesVpcConfig;
  const network = request.kubernetesNetworkConfig;
  const isPublic = vpc.endpointPublicAccess ?? true;
  return {
    version,
    roleArn: request.roleArn,
    subnetIds: vpc.subnetIds ?? [],
    securityGroupIds: vpc.securityGroupIds ?? [],
    endpointPublicAccess: isPublic,
    endpointPrivateAccess: vpc.endpointPrivateAccess ?? false,
    publicAccessCidrs: vpc.publicAccessCidrs ?? (isPublic ? ['0.0.0.0/0'] : []),
    authenticationMode:
      request.accessConfig?.authenticationMode ?? 'CONFIG_MAP',
    autoMode: isAutoMode(request),
    nodePools: request.computeConfig?.nodePools ?? [],
    nodeRoleArn: request.computeConfig?.nodeRoleArn,
    serviceIpv4Cidr: network?.serviceIpv4Cidr ?? '172.20.0.0/16',
    ipFamily: network?.ipFamily ?? 'ipv4',
    supportType: request.upgradePolicy?.supportType ?? 'EXTENDED',
    deletionProtection: request.deletionProtection ?? false,
    zonalShift: request.zonalShiftConfig?.enabled ?? false,
    logTypes: (request.logging?.clusterLogging ?? []).flatMap(
      ({ types, enabled }) => (enabled ? types : []),
    ),
    encryptionConfig: request.encryptionConfig ?? [],
  };
}

/** The access entries that EKS makes by itself: the creator's, and that of Auto Mode's nodes. */
function addOwnEntries(
  { world, caller }: RestCall,
  request: CreateClusterRequest,
  cluster: Cluster,
) {
  const now = world.clock.now();
  if (cluster.config.authenticationMode === 'CONFIG_MAP') return;
  if (request.accessConfig?.bootstrapClusterCreatorAdminPermissions ?? true) {
    createdEntry(cluster, now, {
      principalArn: caller.principalArn,
      principalId: caller.principalId,
      type: 'STANDARD',
      policyArn: accessPolicyArn('AmazonEKSClusterAdminPolicy'),
    });
  }
  const { nodeRoleArn, autoMode } = cluster.config;
  const nodeRole = nodeRoleArn && world.aws.findRole(nodeRoleArn);
  if (autoMode && nodeRole) {
    createdEntry(cluster, now, {
      principalArn: nodeRole.arn,
      principalId: nodeRole.roleId,
      type: 'EC2',
      policyArn: accessPolicyArn('AmazonEKSAutoNodePolicy'),
    });
  }
}
