import {
  CreateClusterCommand,
  CreateClusterCommandInput,
} from '@aws-sdk/client-eks';
import { createHash } from 'node:crypto';
import type {
  BindingSpec,
  FieldChange,
} from 'backstage-plugin-humanitec-eks-common';
import { newFields } from '../newFields';
import type { Systems } from '../systems';
import { isNotPropagated } from './awsError';
import { DEFAULT_NODE_POOLS, clusterLogging } from './clusterUpdates';
import { clusterTags } from './eksCluster';
import { whilePropagating } from './propagation';

/** ARNs of the two roles of an Auto Mode cluster. */
export interface ClusterRoleArns {
  clusterRoleArn: string;
  nodeRoleArn: string;
}

/** The request that makes a private EKS Auto Mode cluster (EKS API reference, CreateCluster). */
export function createClusterInput(
  spec: BindingSpec,
  roles: ClusterRoleArns,
): CreateClusterCommandInput {
  const { cluster: options } = spec;
  return {
    name: spec.clusterName,
    version: options.version,
    roleArn: roles.clusterRoleArn,
    resourcesVpcConfig: {
      subnetIds: options.subnetIds,
      securityGroupIds: options.securityGroupIds,
      endpointPrivateAccess: true,
      endpointPublicAccess: false,
    },
    accessConfig: {
      authenticationMode: 'API',
      bootstrapClusterCreatorAdminPermissions: false,
    },
    // The three switches of Auto Mode go together, and exclude self-managed add-ons.
    bootstrapSelfManagedAddons: false,
    computeConfig: {
      enabled: true,
      nodePools: options.nodePools ?? DEFAULT_NODE_POOLS,
      nodeRoleArn: roles.nodeRoleArn,
    },
    kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: true } },
    storageConfig: { blockStorage: { enabled: true } },
    upgradePolicy: { supportType: options.supportType ?? 'STANDARD' },
    deletionProtection: options.deletionProtection,
    zonalShiftConfig:
      options.zonalShift === undefined
        ? undefined
        : { enabled: options.zonalShift },
    logging: options.logging && clusterLogging(options.logging),
    encryptionConfig: options.encryptionKeyArn
      ? [
          {
            resources: ['secrets'],
            provider: { keyArn: options.encryptionKeyArn },
          },
        ]
      : undefined,
    tags: clusterTags(spec),
  };
}

/** What a person wants to know of a cluster before it is made. */
export function newClusterFields(
  spec: BindingSpec,
  roles: ClusterRoleArns,
): FieldChange[] {
  const { version, ...input } = createClusterInput(spec, roles);
  return newFields({
    version: version ?? 'the default of EKS',
    resourcesVpcConfig: input.resourcesVpcConfig,
    accessConfig: {
      authenticationMode: input.accessConfig?.authenticationMode,
    },
    computeConfig: { nodePools: input.computeConfig?.nodePools },
    upgradePolicy: input.upgradePolicy,
    deletionProtection: input.deletionProtection,
    zonalShiftConfig: input.zonalShiftConfig,
    logging: spec.cluster.logging,
    encryptionConfig: { keyArn: spec.cluster.encryptionKeyArn },
    tags: input.tags,
  });
}

/**
 * The same request again is the same creation, also from another replica. The
 * ID of the cluster role tells it from that of an equal cluster that is gone.
 *
 * @returns 64 characters; EKS takes 33 to 126
 */
export function creationToken(
  input: CreateClusterCommandInput,
  clusterRoleId: string,
): string {
  const facts = JSON.stringify([clusterRoleId, input]);
  return createHash('sha256').update(facts).digest('hex');
}

/** Starts the creation and does not wait for it; repeats only while IAM has not spread the roles. */
export async function createCluster(
  spec: BindingSpec,
  roles: ClusterRoleArns & { clusterRoleId: string },
  systems: Systems,
): Promise<void> {
  const input = createClusterInput(spec, roles);
  const request = new CreateClusterCommand({
    ...input,
    clientRequestToken: creationToken(input, roles.clusterRoleId),
  });
  await whilePropagating(systems, {
    call: () => systems.aws.eks(request),
    isNotYet: isNotPropagated,
    waiting: 'Waiting for the new IAM roles to take effect in EKS',
  });
  systems.did(
    `Started to create EKS cluster ${spec.clusterName}; EKS usually takes about 15 minutes.`,
  );
}
