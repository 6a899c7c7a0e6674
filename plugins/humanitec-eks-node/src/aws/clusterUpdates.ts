import type {
  Cluster,
  Logging,
  LogType,
  UpdateClusterConfigCommandInput,
} from '@aws-sdk/client-eks';
import { isDeepStrictEqual } from 'node:util';
import type {
  BindingSpec,
  FieldChange,
} from 'backstage-plugin-humanitec-eks-common';

/** The node pools that EKS Auto Mode brings; without any, pods stay pending until somebody makes one. */
export const DEFAULT_NODE_POOLS = ['general-purpose', 'system'];

/** EKS API reference, LogSetup. */
const LOG_TYPES: LogType[] = [
  'api',
  'audit',
  'authenticator',
  'controllerManager',
  'scheduler',
];

/** What one UpdateClusterConfig call mends, and the request that does it. */
export interface ClusterUpdate {
  fields: FieldChange[];
  request: Omit<UpdateClusterConfigCommandInput, 'name'>;
}

/**
 * Every difference that can be mended in place, one entry for each call: EKS
 * takes one sort of change at a time (Terraform AWS provider, cluster.go).
 */
export function clusterUpdates(
  spec: BindingSpec,
  found: Cluster,
  nodeRoleArn: string,
): ClusterUpdate[] {
  return [
    autoMode(spec, found, nodeRoleArn),
    privateEndpoint(found),
    ...askedUpdates(spec, found),
  ].filter(({ fields }) => fields.length > 0);
}

/** Of these only what was asked for counts. */
function askedUpdates(
  { cluster: options }: BindingSpec,
  found: Cluster,
): ClusterUpdate[] {
  const vpc = found.resourcesVpcConfig;
  return [
    {
      fields: set(
        'resourcesVpcConfig.subnetIds',
        vpc?.subnetIds,
        options.subnetIds,
      ),
      request: { resourcesVpcConfig: { subnetIds: options.subnetIds } },
    },
    {
      fields: set(
        'resourcesVpcConfig.securityGroupIds',
        vpc?.securityGroupIds,
        options.securityGroupIds,
      ),
      request: {
        resourcesVpcConfig: { securityGroupIds: options.securityGroupIds },
      },
    },
    {
      fields: set('logging', enabledLogs(found.logging), options.logging),
      request: {
        logging: options.logging && clusterLogging(options.logging),
      },
    },
    {
      fields: value(
        'upgradePolicy.supportType',
        found.upgradePolicy?.supportType,
        options.supportType,
      ),
      request: { upgradePolicy: { supportType: options.supportType } },
    },
    {
      fields: value(
        'zonalShiftConfig.enabled',
        found.zonalShiftConfig?.enabled ?? false,
        options.zonalShift,
      ),
      request: { zonalShiftConfig: { enabled: options.zonalShift } },
    },
    protection(found, options.deletionProtection),
  ];
}

function privateEndpoint({ resourcesVpcConfig: vpc }: Cluster): ClusterUpdate {
  return {
    fields: [
      ...value(
        'resourcesVpcConfig.endpointPrivateAccess',
        vpc?.endpointPrivateAccess,
        true,
      ),
      ...value(
        'resourcesVpcConfig.endpointPublicAccess',
        vpc?.endpointPublicAccess,
        false,
      ),
    ],
    request: {
      resourcesVpcConfig: {
        endpointPrivateAccess: true,
        endpointPublicAccess: false,
      },
    },
  };
}

/** What was asked for and differs about a cluster that is bound as it is. */
export function askedDifferences(
  spec: BindingSpec,
  found: Cluster,
): FieldChange[] {
  return [
    ...set(
      'computeConfig.nodePools',
      found.computeConfig?.nodePools,
      spec.cluster.nodePools,
    ),
    ...askedUpdates(spec, found).flatMap(({ fields }) => fields),
  ];
}

/** Lets a cluster that knows only the ConfigMap aws-auth know access entries, too. */
export function enableAccessEntries({ accessConfig }: Cluster): ClusterUpdate {
  const authenticationMode = 'API_AND_CONFIG_MAP';
  const from = accessConfig?.authenticationMode;
  return {
    fields:
      from === 'CONFIG_MAP'
        ? [
            {
              path: 'accessConfig.authenticationMode',
              from,
              to: authenticationMode,
            },
          ]
        : [],
    request: { accessConfig: { authenticationMode } },
  };
}

/** Deletion protection alone; no fields when it is not asked for, or as it should be. */
export function protection(
  found: Cluster,
  wanted: boolean | undefined,
): ClusterUpdate {
  return {
    fields: value(
      'deletionProtection',
      found.deletionProtection ?? false,
      wanted,
    ),
    request: { deletionProtection: wanted },
  };
}

/** These control plane logs and no others. */
export function clusterLogging(wanted: LogType[]): Logging {
  const on = LOG_TYPES.filter(type => wanted.includes(type));
  const off = LOG_TYPES.filter(type => !wanted.includes(type));
  return {
    clusterLogging: [
      { types: on, enabled: true },
      { types: off, enabled: false },
    ].filter(({ types }) => types.length > 0),
  };
}

function enabledLogs(logging: Logging | undefined): LogType[] {
  return (logging?.clusterLogging ?? []).flatMap(({ types, enabled }) =>
    enabled ? types ?? [] : [],
  );
}

/** The three switches go together, and with them node pools and node role (EKS User Guide, built-in node pools). */
function autoMode(
  { cluster: options }: BindingSpec,
  { computeConfig, kubernetesNetworkConfig, storageConfig }: Cluster,
  nodeRoleArn: string,
): ClusterUpdate {
  const isOn = computeConfig?.enabled === true;
  const wantedPools =
    options.nodePools ?? (isOn ? undefined : DEFAULT_NODE_POOLS);
  const nodePools = wantedPools ?? computeConfig?.nodePools ?? [];
  return {
    fields: [
      ...value('computeConfig.enabled', isOn, true),
      ...value(
        'kubernetesNetworkConfig.elasticLoadBalancing.enabled',
        kubernetesNetworkConfig?.elasticLoadBalancing?.enabled ?? false,
        true,
      ),
      ...value(
        'storageConfig.blockStorage.enabled',
        storageConfig?.blockStorage?.enabled ?? false,
        true,
      ),
      ...set('computeConfig.nodePools', computeConfig?.nodePools, wantedPools),
    ],
    request: {
      computeConfig: {
        enabled: true,
        nodePools,
        // EKS takes a node role only together with node pools.
        ...(nodePools.length > 0 && {
          nodeRoleArn: computeConfig?.nodeRoleArn ?? nodeRoleArn,
        }),
      },
      kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: true } },
      storageConfig: { blockStorage: { enabled: true } },
    },
  };
}

/** What was not asked for is no difference. */
function value(path: string, from: unknown, to: unknown): FieldChange[] {
  return to === undefined || from === to ? [] : [{ path, from, to }];
}

function set(
  path: string,
  from: string[] | undefined,
  to: string[] | undefined,
): FieldChange[] {
  if (!to) return [];
  const [is, should] = [from ?? [], to].map(items =>
    [...new Set(items)].sort(),
  );
  return isDeepStrictEqual(is, should) ? [] : [{ path, from: is, to: should }];
}
