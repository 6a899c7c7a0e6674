import { World } from '../../world';
import { Cluster, ClusterConfig } from '../state';
import { clusterStatus } from './clusterStatus';
import { seconds, tagsOf } from './shapes';

/** The `cluster` member of EKS's responses. */
export function describeCluster(world: World, cluster: Cluster) {
  const { config, name, arn, region, id } = cluster;
  const status = clusterStatus(world, cluster);
  // Nothing to connect to before the control plane is up.
  const isUp = status !== 'CREATING' && status !== 'FAILED';
  return {
    name,
    arn,
    createdAt: seconds(cluster.createdAt),
    version: config.version,
    roleArn: config.roleArn,
    status,
    ...(isUp && {
      endpoint: cluster.endpoint,
      identity: {
        oidc: {
          issuer: `https://oidc.eks.${region}.amazonaws.com/id/${oidcId(id)}`,
        },
      },
      certificateAuthority: {
        data: Buffer.from(cluster.ca.cert).toString('base64'),
      },
    }),
    ...(!isUp && { certificateAuthority: {} }),
    resourcesVpcConfig: {
      subnetIds: config.subnetIds,
      securityGroupIds: config.securityGroupIds,
      ...(isUp && {
        clusterSecurityGroupId: cluster.clusterSecurityGroupId,
      }),
      vpcId: cluster.vpcId,
      endpointPublicAccess: config.endpointPublicAccess,
      endpointPrivateAccess: config.endpointPrivateAccess,
      publicAccessCidrs: config.publicAccessCidrs,
    },
    kubernetesNetworkConfig: {
      serviceIpv4Cidr: config.serviceIpv4Cidr,
      ipFamily: config.ipFamily,
      elasticLoadBalancing: { enabled: config.autoMode },
    },
    accessConfig: { authenticationMode: config.authenticationMode },
    computeConfig: {
      enabled: config.autoMode,
      ...(config.autoMode && {
        nodePools: config.nodePools,
        nodeRoleArn: config.nodeRoleArn,
      }),
    },
    storageConfig: { blockStorage: { enabled: config.autoMode } },
    logging: { clusterLogging: logging(config) },
    upgradePolicy: { supportType: config.supportType },
    zonalShiftConfig: { enabled: config.zonalShift },
    deletionProtection: config.deletionProtection,
    ...(config.encryptionConfig.length > 0 && {
      encryptionConfig: config.encryptionConfig,
    }),
    platformVersion: 'eks.1',
    health: {
      issues: [
        ...cluster.issues,
        ...(status === 'FAILED' && cluster.failure ? [cluster.failure] : []),
      ],
    },
    tags: tagsOf(cluster.tags),
  };
}

export const logTypes = [
  'api',
  'audit',
  'authenticator',
  'controllerManager',
  'scheduler',
] as const;

function logging(config: ClusterConfig) {
  const off = logTypes.filter(type => !config.logTypes.includes(type));
  return [
    { types: config.logTypes, enabled: true },
    { types: off, enabled: false },
  ].filter(({ types }) => types.length > 0);
}

function oidcId(uuid: string) {
  return uuid.replaceAll('-', '').toUpperCase();
}
