// What CreateCluster and UpdateClusterConfig are asked for.
import { z } from 'zod';
import { logTypes } from './describeCluster';
import { requestToken, tagMap } from './shapes';

const enabled = z.object({ enabled: z.boolean().optional() }).optional();

const authenticationMode = z.enum(['API', 'API_AND_CONFIG_MAP', 'CONFIG_MAP']);

const vpcConfig = z.object({
  subnetIds: z.array(z.string()).optional(),
  securityGroupIds: z.array(z.string()).optional(),
  endpointPublicAccess: z.boolean().optional(),
  endpointPrivateAccess: z.boolean().optional(),
  publicAccessCidrs: z.array(z.string()).optional(),
});

const shared = {
  logging: z
    .object({
      clusterLogging: z
        .array(
          z.object({
            types: z.array(z.enum(logTypes)).default([]),
            enabled: z.boolean().default(false),
          }),
        )
        .default([]),
    })
    .optional(),
  upgradePolicy: z
    .object({ supportType: z.enum(['STANDARD', 'EXTENDED']).optional() })
    .optional(),
  zonalShiftConfig: enabled,
  computeConfig: z
    .object({
      enabled: z.boolean().optional(),
      nodePools: z.array(z.string()).optional(),
      nodeRoleArn: z.string().optional(),
    })
    .optional(),
  storageConfig: z.object({ blockStorage: enabled }).optional(),
  deletionProtection: z.boolean().optional(),
  clientRequestToken: requestToken,
};

export const encryptionConfig = z
  .array(
    z.object({
      resources: z.array(z.string()).optional(),
      provider: z.object({ keyArn: z.string().optional() }).optional(),
    }),
  )
  .max(1);

export const createClusterInput = z.object({
  ...shared,
  name: z
    .string()
    .min(1)
    .max(100)
    .regex(/^[0-9A-Za-z][A-Za-z0-9\-_]*$/),
  version: z.string().optional(),
  roleArn: z.string().min(1),
  resourcesVpcConfig: vpcConfig,
  kubernetesNetworkConfig: z
    .object({
      serviceIpv4Cidr: z.string().optional(),
      ipFamily: z.enum(['ipv4', 'ipv6']).optional(),
      elasticLoadBalancing: enabled,
    })
    .optional(),
  accessConfig: z
    .object({
      bootstrapClusterCreatorAdminPermissions: z.boolean().optional(),
      authenticationMode: authenticationMode.optional(),
    })
    .optional(),
  bootstrapSelfManagedAddons: z.boolean().optional(),
  encryptionConfig: encryptionConfig.optional(),
  tags: tagMap.optional(),
});

export const updateClusterConfigInput = z.object({
  ...shared,
  name: z.string(),
  resourcesVpcConfig: vpcConfig.optional(),
  kubernetesNetworkConfig: z
    .object({ elasticLoadBalancing: enabled })
    .optional(),
  accessConfig: z
    .object({ authenticationMode: authenticationMode.optional() })
    .optional(),
});

export type CreateClusterRequest = z.output<typeof createClusterInput>;
export type UpdateClusterConfigRequest = z.output<
  typeof updateClusterConfigInput
>;
