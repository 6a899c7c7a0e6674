import {
  Cluster,
  CreateClusterCommand,
  CreateClusterCommandInput,
  DescribeClusterCommand,
  DescribeUpdateCommand,
  UpdateClusterConfigCommand,
  UpdateClusterConfigCommandInput,
} from '@aws-sdk/client-eks';
import { createHash } from 'node:crypto';
import {
  BindingSpec,
  Change,
  FieldChange,
  OWNER_TAG,
} from 'backstage-plugin-humanitec-eks-common';
import { ownership } from '../binding/ownership';
import { missingFields } from '../missingFields';
import type { Systems } from '../systems';
import { waitFor } from '../waitFor';
import type { AwsAccount } from './awsAccount';
import { isNotPropagated, orAbsent } from './awsError';
import { isOurs, missingTags, ourTags } from './tags';

/** Twice what the Terraform provider allows for an update. */
const UPDATE_LIMIT_SECONDS = 60 * 60;
const ROLE_PROPAGATION_SECONDS = 120;

/** Reads the cluster, or undefined when there is none of that name. */
export async function findCluster(
  aws: AwsAccount,
  name: string,
): Promise<Cluster | undefined> {
  const found = await orAbsent(aws.eks(new DescribeClusterCommand({ name })));
  return found?.cluster;
}

/** The request that makes a private EKS Auto Mode cluster (EKS API reference, CreateCluster). */
export function createClusterInput(
  spec: BindingSpec,
  roles: { clusterRoleArn: string; nodeRoleArn: string },
): CreateClusterCommandInput {
  const { cluster: options } = spec;
  const name = spec.clusterName;
  const input: CreateClusterCommandInput = {
    name,
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
      nodePools: options.nodePools ?? ['general-purpose', 'system'],
      nodeRoleArn: roles.nodeRoleArn,
    },
    kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: true } },
    storageConfig: { blockStorage: { enabled: true } },
    upgradePolicy: { supportType: options.supportType ?? 'STANDARD' },
    deletionProtection: options.deletionProtection,
    logging: options.logging && {
      clusterLogging: [{ types: options.logging, enabled: true }],
    },
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
  // The same request again is the same creation, also from another replica.
  const digest = createHash('sha256').update(JSON.stringify(input));
  return { ...input, clientRequestToken: digest.digest('hex') };
}

function clusterTags(spec: BindingSpec): Record<string, string> {
  return {
    ...ourTags(spec),
    ...(spec.cluster.owner && { [OWNER_TAG]: spec.cluster.owner }),
  };
}

/** What must change about the cluster itself. */
export function planCluster(
  spec: BindingSpec,
  found: Cluster | undefined,
): Change[] {
  const subject = { kind: 'eks cluster', name: spec.clusterName };
  if (!found) return [{ action: 'create', ...subject }];
  if (found.status === 'FAILED' || found.status === 'DELETING') {
    return [
      {
        action: 'refuse',
        ...subject,
        reason:
          found.status === 'FAILED'
            ? `its creation failed: ${healthIssues(
                found,
              )}. Delete it, mend the cause, run again`
            : 'it is being deleted; wait until it is gone, then run again',
      },
    ];
  }
  const conflict = unmendable(spec, found);
  if (conflict) return [{ action: 'refuse', ...subject, ...conflict }];
  return ownership({
    ours: isOurs(spec, found.tags),
    adopt: spec.adopt,
    subject,
    fields: differences(spec, found),
    foreign:
      'a cluster of this name exists and does not carry our tag; choose another name',
  });
}

/** `AccessDenied: …; VpcNotFound: …` */
export function healthIssues(cluster: Cluster): string {
  const issues = cluster.health?.issues ?? [];
  return (
    issues.map(({ code, message }) => `${code}: ${message}`).join('; ') ||
    'EKS names no reason'
  );
}

/** What a run does not change about a cluster that is there. */
function unmendable(
  spec: BindingSpec,
  found: Cluster,
): Pick<Change, 'fields' | 'reason'> | undefined {
  const mode = found.accessConfig?.authenticationMode;
  if (mode === 'CONFIG_MAP') {
    return {
      fields: [
        { path: 'accessConfig.authenticationMode', from: mode, to: 'API' },
      ],
      reason:
        'the cluster knows no access entries; change its authentication mode first, which cannot be taken back',
    };
  }
  const { version } = spec.cluster;
  if (version && found.version && version !== found.version) {
    return {
      fields: [{ path: 'version', from: found.version, to: version }],
      reason:
        'onboarding does not upgrade a cluster; leave the version out, or upgrade the cluster first',
    };
  }
  return undefined;
}

function differences(spec: BindingSpec, found: Cluster): FieldChange[] {
  const tags = missingTags(clusterTags(spec), found.tags ?? {});
  return [
    ...updates(spec, found).flatMap(({ fields }) => fields),
    ...Object.entries(tags).map(([key, to]) => ({
      path: `tags.${key}`,
      from: found.tags?.[key],
      to,
    })),
  ];
}

type ConfigUpdate = Omit<UpdateClusterConfigCommandInput, 'name'>;

/** Every difference that one UpdateClusterConfig call can mend; EKS takes one sort of change at a time. */
function updates(
  spec: BindingSpec,
  found: Cluster,
): { fields: FieldChange[]; request: ConfigUpdate }[] {
  const { cluster: options } = spec;
  const wanted: ConfigUpdate[] = [
    {
      computeConfig: { enabled: true },
      kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: true } },
      storageConfig: { blockStorage: { enabled: true } },
    },
    {
      resourcesVpcConfig: {
        endpointPrivateAccess: true,
        endpointPublicAccess: false,
      },
    },
    ...(options.supportType
      ? [{ upgradePolicy: { supportType: options.supportType } }]
      : []),
    ...(options.deletionProtection === undefined
      ? []
      : [{ deletionProtection: options.deletionProtection }]),
    ...(options.subnetIds
      ? [{ resourcesVpcConfig: { subnetIds: [...options.subnetIds].sort() } }]
      : []),
    ...(options.nodePools
      ? [{ computeConfig: { nodePools: [...options.nodePools].sort() } }]
      : []),
  ];
  const live = {
    ...found,
    resourcesVpcConfig: {
      ...found.resourcesVpcConfig,
      subnetIds: [...(found.resourcesVpcConfig?.subnetIds ?? [])].sort(),
    },
    computeConfig: {
      ...found.computeConfig,
      nodePools: [...(found.computeConfig?.nodePools ?? [])].sort(),
    },
  };
  return wanted
    .map(request => ({ request, fields: missingFields(request, live) }))
    .filter(({ fields }) => fields.length > 0);
}

/** Starts the creation and does not wait for it; repeats only while IAM has not spread the roles. */
export async function createCluster(
  spec: BindingSpec,
  roles: { clusterRoleArn: string; nodeRoleArn: string },
  systems: Systems,
): Promise<void> {
  const input = createClusterInput(spec, roles);
  const start = Date.now();
  await waitFor(
    async () => {
      try {
        await systems.aws.eks(new CreateClusterCommand(input));
        return { done: undefined };
      } catch (error) {
        const expired = Date.now() - start > ROLE_PROPAGATION_SECONDS * 1000;
        if (expired || !isNotPropagated(error)) throw error;
        return {
          waiting: 'Waiting for the new IAM roles to take effect in EKS',
        };
      }
    },
    systems,
    { limitSeconds: 2 * ROLE_PROPAGATION_SECONDS },
  );
  systems.progress(
    `Started to create EKS cluster ${spec.clusterName}; EKS usually takes about 15 minutes.`,
  );
}

/** Mends what can be mended in place, one update after the other, each awaited. */
export async function updateCluster(
  spec: BindingSpec,
  found: Cluster,
  systems: Systems,
): Promise<void> {
  const { aws, progress } = systems;
  const name = spec.clusterName;
  for (const { request, fields } of updates(spec, found)) {
    const paths = fields.map(({ path }) => path).join(', ');
    const { update } = await aws.eks(
      new UpdateClusterConfigCommand({
        name,
        ...request,
        ...(request.computeConfig && {
          computeConfig: { ...found.computeConfig, ...request.computeConfig },
        }),
      }),
    );
    progress(`Changing ${paths} of EKS cluster ${name}.`);
    await awaitUpdate(systems, name, update?.id ?? '', paths);
  }
}

async function awaitUpdate(
  systems: Systems,
  name: string,
  updateId: string,
  paths: string,
) {
  await waitFor(
    async () => {
      const { update } = await systems.aws.eks(
        new DescribeUpdateCommand({ name, updateId }),
      );
      if (update?.status === 'Successful') return { done: undefined };
      if (update?.status === 'Failed' || update?.status === 'Cancelled') {
        const errors = (update.errors ?? [])
          .map(({ errorCode, errorMessage }) => `${errorCode}: ${errorMessage}`)
          .join('; ');
        throw new Error(
          `the update of ${paths} ended as ${update.status}: ${errors}`,
        );
      }
      return { waiting: `EKS is changing ${paths}` };
    },
    systems,
    { limitSeconds: UPDATE_LIMIT_SECONDS },
  );
}
