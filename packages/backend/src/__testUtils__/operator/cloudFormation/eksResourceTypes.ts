import {
  AssociateAccessPolicyCommand,
  CreateAccessEntryCommand,
  CreateClusterCommand,
  CreatePodIdentityAssociationCommand,
  DeleteAccessEntryCommand,
  DeleteClusterCommand,
  DeletePodIdentityAssociationCommand,
  waitUntilClusterActive,
  waitUntilClusterDeleted,
} from '@aws-sdk/client-eks';
import { z } from 'zod';
import { tagsSchema } from './iamResourceTypes';
import type { ResourceType } from './resourceTypes';

const enabled = z.strictObject({ Enabled: z.boolean() });
const logType = z.enum([
  'api',
  'audit',
  'authenticator',
  'controllerManager',
  'scheduler',
]);

const clusterSchema = z.strictObject({
  Name: z.string(),
  Version: z.string().optional(),
  RoleArn: z.string(),
  ResourcesVpcConfig: z.strictObject({
    SubnetIds: z.array(z.string()),
    SecurityGroupIds: z.array(z.string()).optional(),
    EndpointPrivateAccess: z.boolean(),
    EndpointPublicAccess: z.boolean(),
  }),
  AccessConfig: z.strictObject({
    AuthenticationMode: z.enum(['API', 'API_AND_CONFIG_MAP', 'CONFIG_MAP']),
    BootstrapClusterCreatorAdminPermissions: z.boolean(),
  }),
  BootstrapSelfManagedAddons: z.boolean(),
  ComputeConfig: enabled.extend({
    NodePools: z.array(z.string()),
    NodeRoleArn: z.string(),
  }),
  KubernetesNetworkConfig: z.strictObject({ ElasticLoadBalancing: enabled }),
  StorageConfig: z.strictObject({ BlockStorage: enabled }),
  UpgradePolicy: z.strictObject({
    SupportType: z.enum(['STANDARD', 'EXTENDED']),
  }),
  DeletionProtection: z.boolean().optional(),
  ZonalShiftConfig: enabled.optional(),
  Logging: z
    .strictObject({
      ClusterLogging: z.strictObject({
        EnabledTypes: z.array(z.strictObject({ Type: logType })),
      }),
    })
    .optional(),
  EncryptionConfig: z
    .array(
      z.strictObject({
        Resources: z.array(z.string()),
        Provider: z.strictObject({ KeyArn: z.string() }),
      }),
    )
    .optional(),
  Tags: tagsSchema,
});

const accessEntrySchema = z.strictObject({
  ClusterName: z.string(),
  PrincipalArn: z.string(),
  Type: z.string().optional(),
  Username: z.string().optional(),
  KubernetesGroups: z.array(z.string()).optional(),
  AccessPolicies: z
    .array(
      z.strictObject({
        PolicyArn: z.string(),
        AccessScope: z.strictObject({
          Type: z.enum(['cluster', 'namespace']),
          Namespaces: z.array(z.string()).optional(),
        }),
      }),
    )
    .default([]),
  Tags: tagsSchema,
});

const podIdentitySchema = z.strictObject({
  ClusterName: z.string(),
  Namespace: z.string(),
  ServiceAccount: z.string(),
  RoleArn: z.string(),
  TargetRoleArn: z.string().optional(),
  Tags: tagsSchema,
});

const MAX_WAIT = { maxWaitTime: 60, minDelay: 1, maxDelay: 1 };

const cluster: ResourceType = async (properties, { eks }) => {
  const asked = clusterSchema.parse(properties);
  const { Name: name, ResourcesVpcConfig: vpc, ComputeConfig: compute } = asked;
  const { cluster: made } = await eks.send(
    new CreateClusterCommand({
      name,
      version: asked.Version,
      roleArn: asked.RoleArn,
      resourcesVpcConfig: {
        subnetIds: vpc.SubnetIds,
        securityGroupIds: vpc.SecurityGroupIds,
        endpointPrivateAccess: vpc.EndpointPrivateAccess,
        endpointPublicAccess: vpc.EndpointPublicAccess,
      },
      accessConfig: {
        authenticationMode: asked.AccessConfig.AuthenticationMode,
        bootstrapClusterCreatorAdminPermissions:
          asked.AccessConfig.BootstrapClusterCreatorAdminPermissions,
      },
      bootstrapSelfManagedAddons: asked.BootstrapSelfManagedAddons,
      computeConfig: {
        enabled: compute.Enabled,
        nodePools: compute.NodePools,
        nodeRoleArn: compute.NodeRoleArn,
      },
      kubernetesNetworkConfig: {
        elasticLoadBalancing: {
          enabled: asked.KubernetesNetworkConfig.ElasticLoadBalancing.Enabled,
        },
      },
      storageConfig: {
        blockStorage: { enabled: asked.StorageConfig.BlockStorage.Enabled },
      },
      upgradePolicy: { supportType: asked.UpgradePolicy.SupportType },
      deletionProtection: asked.DeletionProtection,
      zonalShiftConfig: asked.ZonalShiftConfig && {
        enabled: asked.ZonalShiftConfig.Enabled,
      },
      logging: asked.Logging && {
        clusterLogging: [
          {
            enabled: true,
            types: asked.Logging.ClusterLogging.EnabledTypes.map(
              ({ Type }) => Type,
            ),
          },
        ],
      },
      encryptionConfig: asked.EncryptionConfig?.map(
        ({ Resources: resources, Provider: { KeyArn: keyArn } }) => ({
          resources,
          provider: { keyArn },
        }),
      ),
      tags: tagRecord(asked.Tags),
    }),
  );
  await waitUntilClusterActive({ client: eks, ...MAX_WAIT }, { name });
  return {
    ref: name,
    attributes: { Arn: made?.arn ?? '' },
    async remove() {
      await eks.send(new DeleteClusterCommand({ name }));
      await waitUntilClusterDeleted({ client: eks, ...MAX_WAIT }, { name });
    },
  };
};

const accessEntry: ResourceType = async (properties, { eks }) => {
  const asked = accessEntrySchema.parse(properties);
  const { ClusterName: clusterName, PrincipalArn: principalArn } = asked;
  await eks.send(
    new CreateAccessEntryCommand({
      clusterName,
      principalArn,
      type: asked.Type,
      username: asked.Username,
      kubernetesGroups: asked.KubernetesGroups,
      tags: tagRecord(asked.Tags),
    }),
  );
  for (const { PolicyArn, AccessScope } of asked.AccessPolicies) {
    await eks.send(
      new AssociateAccessPolicyCommand({
        clusterName,
        principalArn,
        policyArn: PolicyArn,
        accessScope: {
          type: AccessScope.Type,
          namespaces: AccessScope.Namespaces,
        },
      }),
    );
  }
  return {
    ref: `${principalArn}|${clusterName}`,
    attributes: {},
    async remove() {
      await eks.send(
        new DeleteAccessEntryCommand({ clusterName, principalArn }),
      );
    },
  };
};

const podIdentity: ResourceType = async (properties, { eks }) => {
  const asked = podIdentitySchema.parse(properties);
  const { ClusterName: clusterName } = asked;
  const { association } = await eks.send(
    new CreatePodIdentityAssociationCommand({
      clusterName,
      namespace: asked.Namespace,
      serviceAccount: asked.ServiceAccount,
      roleArn: asked.RoleArn,
      targetRoleArn: asked.TargetRoleArn,
      tags: tagRecord(asked.Tags),
    }),
  );
  const { associationId = '', associationArn = '' } = association ?? {};
  return {
    ref: associationArn,
    attributes: { AssociationId: associationId },
    async remove() {
      await eks.send(
        new DeletePodIdentityAssociationCommand({ clusterName, associationId }),
      );
    },
  };
};

function tagRecord(tags: z.infer<typeof tagsSchema>) {
  return tags && Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

export const eksResourceTypes = {
  'AWS::EKS::Cluster': cluster,
  'AWS::EKS::AccessEntry': accessEntry,
  'AWS::EKS::PodIdentityAssociation': podIdentity,
};
